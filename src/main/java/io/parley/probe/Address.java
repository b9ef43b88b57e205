package io.parley.probe;

import java.util.List;

/**
 * The permanent address of one case: the document, its section, and the case's number there.
 *
 * @param document such as {@code rfc6455}
 * @param section such as {@code 4.2.1}
 * @param number from 1
 */
public record Address(String document, String section, int number) {
  /** Whether the address equals the given one or is below it: a document, a section or a case. */
  public boolean within(String above) {
    String whole = toString();
    return whole.equals(above) || whole.startsWith(above + "/") || whole.startsWith(above + ".");
  }

  /** Whether it is within one of them; an empty list restricts nothing. */
  boolean isWithin(List<String> aboves) {
    return aboves.isEmpty() || aboves.stream().anyMatch(this::within);
  }

  /** Returns the usual citation of the clause, such as {@code RFC 6455 4.2.1}. */
  public String clause() {
    return document.replace("rfc", "RFC ") + " " + section;
  }

  public String link() {
    return "https://www.rfc-editor.org/rfc/" + document + "#section-" + section;
  }

  @Override
  public String toString() {
    return document + "/" + section + "/" + number;
  }
}

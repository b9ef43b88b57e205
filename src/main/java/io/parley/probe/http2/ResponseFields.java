package io.parley.probe.http2;

import io.parley.probe.FieldLine;
import java.util.List;

/**
 * The fields of one message of the server.
 *
 * @param status 0 where none is named, as in trailers
 * @param flaw what is malformed in it; empty if nothing is
 */
record ResponseFields(int status, List<FieldLine> fields, String flaw) {
  private static final int FINAL = 200;
  private static final int REDIRECTION = 300;

  boolean isFinal() {
    return status >= FINAL || !flaw.isEmpty();
  }

  boolean isAcceptance() {
    return status >= FINAL && status < REDIRECTION && flaw.isEmpty();
  }

  List<String> values(String name) {
    return FieldLine.values(fields, name);
  }

  /** The elements of a list field over all its lines, without empty ones. */
  List<String> elements(String name) {
    return FieldLine.elements(fields, name);
  }
}

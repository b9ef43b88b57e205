package io.parley.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the octets of one response strictly by RFC 9112; records violations as flaws. */
public final class ResponseReader {
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: [\\t -~\\x80-\\xff]*)?");

  /** Possessive quantifiers: the time for a peer's line must be linear in its length. */
  private static final Pattern FIELD_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]++):([\\t -~\\x80-\\xff]*+)");

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,12}");
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final String octets;
  private final boolean toHead;
  private final boolean ended;
  private final List<String> flaws = new ArrayList<>();

  /**
   * Prepares to parse.
   *
   * @param toHead whether the request was a HEAD, so that no body follows
   * @param ended whether the server will send no more
   */
  public ResponseReader(String octets, boolean toHead, boolean ended) {
    this.octets = octets;
    this.toHead = toHead;
    this.ended = ended;
  }

  /** Returns the response; empty while its head is incomplete or not HTTP. */
  public Optional<ProbeResponse> read() {
    return read(0);
  }

  private Optional<ProbeResponse> read(int from) {
    int end = octets.indexOf(END_OF_HEAD, from);
    if (end < 0) {
      return Optional.empty();
    }
    String[] lines = octets.substring(from, end).split("\r\n", -1);
    Matcher line = STATUS_LINE.matcher(lines[0]);
    if (!line.matches()) {
      return Optional.empty();
    }
    int status = Integer.parseInt(line.group(1));
    int next = end + END_OF_HEAD.length();
    boolean interim = status < 200 && status != ProbeResponse.SWITCHING;
    return interim ? read(next) : Optional.of(answer(lines, status, octets.substring(next)));
  }

  private ProbeResponse answer(String[] lines, int status, String after) {
    List<FieldLine> fields = fields(lines);
    ProbeResponse head =
        new ProbeResponse(
            lines[0],
            status,
            fields,
            "",
            ProbeResponse.Framing.NONE,
            true,
            after,
            List.copyOf(flaws));
    boolean bodiless =
        toHead || status == ProbeResponse.SWITCHING || status == 204 || status == 304;
    return bodiless ? head : BodyReader.read(head, after, ended);
  }

  private List<FieldLine> fields(String[] lines) {
    List<FieldLine> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      Matcher field = FIELD_LINE.matcher(lines[i]);
      if (field.matches()) {
        fields.add(new FieldLine(field.group(1), field.group(2).strip()));
      } else {
        flaws.add("a malformed field line: " + PrintableOctets.brief(lines[i]));
      }
    }
    return List.copyOf(fields);
  }

  static boolean isLength(String value) {
    return LENGTH.matcher(value).matches();
  }
}

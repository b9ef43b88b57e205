package io.parley.probe;

import java.util.List;
import java.util.stream.Stream;

/** Finds the end of a response's body (RFC 9112 6.3). */
final class BodyReader {
  private static final int HEXADECIMAL = 16;

  private BodyReader() {}

  static ProbeResponse read(ProbeResponse head, String after, boolean ended) {
    if (head.has("Transfer-Encoding")) {
      return head.lists("Transfer-Encoding", "chunked")
          ? chunked(head, after)
          : untilClose(head, after, ended);
    }
    List<String> lengths = head.elements("Content-Length").stream().distinct().toList();
    if (lengths.isEmpty()) {
      return untilClose(head, after, ended);
    }
    if (lengths.size() > 1 || !ResponseReader.isLength(lengths.get(0))) {
      return flawed(untilClose(head, after, ended), "a Content-Length that is none");
    }
    return counted(head, after, Long.parseLong(lengths.get(0)));
  }

  private static ProbeResponse counted(ProbeResponse head, String after, long length) {
    int there = (int) Math.min(length, after.length());
    String body = after.substring(0, there);
    return with(head, body, ProbeResponse.Framing.LENGTH, there == length, after.substring(there));
  }

  private static ProbeResponse untilClose(ProbeResponse head, String after, boolean ended) {
    return with(head, after, ProbeResponse.Framing.CLOSE, ended, "");
  }

  private static ProbeResponse chunked(ProbeResponse head, String after) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (true) {
      int end = after.indexOf("\r\n", at);
      if (end < 0) {
        return with(head, body.toString(), ProbeResponse.Framing.CHUNKED, false, "");
      }
      int size = size(after.substring(at, end));
      int next = end + 2 + size + 2;
      if (size < 0) {
        return flawed(
            with(head, body.toString(), ProbeResponse.Framing.CHUNKED, false, ""),
            "a malformed chunk");
      }
      if (next > after.length()) {
        return with(head, body.toString(), ProbeResponse.Framing.CHUNKED, false, "");
      }
      if (size == 0) {
        return with(
            head, body.toString(), ProbeResponse.Framing.CHUNKED, true, after.substring(next));
      }
      body.append(after, end + 2, end + 2 + size);
      at = next;
    }
  }

  private static int size(String line) {
    try {
      long size = Long.parseLong(line.split(";", 2)[0].strip(), HEXADECIMAL);
      return (int) Math.min(size, Integer.MAX_VALUE / 2);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static ProbeResponse with(
      ProbeResponse head,
      String body,
      ProbeResponse.Framing framing,
      boolean complete,
      String rest) {
    return new ProbeResponse(
        head.line(), head.status(), head.fields(), body, framing, complete, rest, head.flaws());
  }

  private static ProbeResponse flawed(ProbeResponse probeResponse, String flaw) {
    return new ProbeResponse(
        probeResponse.line(),
        probeResponse.status(),
        probeResponse.fields(),
        probeResponse.body(),
        probeResponse.framing(),
        probeResponse.complete(),
        probeResponse.rest(),
        Stream.concat(probeResponse.flaws().stream(), Stream.of(flaw)).toList());
  }
}

package io.parley.handshake;

import io.parley.spec.Clause;
import java.util.List;

/** Row 6: the request has no content. */
final class ContentRule extends RequestRule {
  ContentRule() {
    super("content");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    ClientHandshake clientHandshake = handshake.clientHandshake();
    if (clientHandshake.isOverHttp2()) {
      return List.of();
    }
    List<String> codings = clientHandshake.headers().values("Transfer-Encoding");
    List<String> lengths = clientHandshake.headers().values("Content-Length");
    String name = codings.isEmpty() ? "Content-Length" : "Transfer-Encoding";
    String saw = FieldValues.shown(name, clientHandshake.headers().joined(name));
    return List.of(
        codings.isEmpty() && lengths.stream().allMatch(ContentRule::isZero)
            ? passed(Clause.NO_CONTENT, saw, "The request has no content.")
            : refused(ProblemCode.CONTENT_NOT_ALLOWED, saw, "The request has content."));
  }

  private static boolean isZero(String length) {
    return !length.isEmpty() && length.chars().allMatch(digit -> digit == '0');
  }
}

package io.parley.handshake;

import io.parley.spec.Clause;
import java.util.List;

/** Row 6: no content behind the request. */
final class NoContent extends Rule {
  NoContent() {
    super("content");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    Offer offer = handshake.offer();
    if (offer.isOverHttp2()) {
      return List.of();
    }
    List<String> codings = offer.headers().values("Transfer-Encoding");
    List<String> lengths = offer.headers().values("Content-Length");
    String name = codings.isEmpty() ? "Content-Length" : "Transfer-Encoding";
    String saw = FieldValues.shown(name, offer.headers().joined(name));
    return List.of(
        codings.isEmpty() && lengths.stream().allMatch(NoContent::isZero)
            ? passed(Clause.NO_CONTENT, saw, "The request has no content.")
            : refused(Code.CONTENT_NOT_ALLOWED, saw, "The request has content."));
  }

  private static boolean isZero(String length) {
    return !length.isEmpty() && length.chars().allMatch(digit -> digit == '0');
  }
}

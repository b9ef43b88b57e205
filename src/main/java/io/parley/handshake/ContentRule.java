package io.parley.handshake;

import io.parley.http.Headers;
import io.parley.spec.Clause;
import java.util.List;

/** Row 6: the request has no content. */
final class ContentRule extends RequestRule {
  private static final String CODING = "Transfer-Encoding";
  private static final String LENGTH = "Content-Length";

  ContentRule() {
    super("content");
  }

  @Override
  List<Finding> judge(ParsedHandshake handshake) {
    ClientHandshake clientHandshake = handshake.clientHandshake();
    if (clientHandshake.isOverHttp2()) {
      return List.of();
    }
    Headers headers = clientHandshake.headers();
    boolean coded = headers.has(CODING);
    List<String> values = headers.values(coded ? CODING : LENGTH);
    String saw = FieldValues.shown(coded ? CODING : LENGTH, String.join(", ", values));
    return List.of(
        !coded && values.stream().allMatch(ContentRule::isZero)
            ? passed(Clause.NO_CONTENT, saw, "The request has no content.")
            : refused(ProblemCode.CONTENT_NOT_ALLOWED, saw, "The request has content."));
  }

  private static boolean isZero(String length) {
    return !length.isEmpty() && length.chars().allMatch(digit -> digit == '0');
  }
}

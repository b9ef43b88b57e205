package io.parley.handshake;

import io.parley.handshake.Verdict.Accept;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.Headers;
import java.util.ArrayList;
import java.util.List;

/** An ordered list of rules. Thread-safe. */
public final class RuleBook {
  /** The rules for every request, also for pages. */
  public static final RuleBook ANY_REQUEST = new RuleBook(new ServedHostRule(), new HostRule());

  /** The rules for the opening handshake (RFC 6455 4.2, RFC 8441). */
  public static final RuleBook OPENING_HANDSHAKE =
      new RuleBook(
          new ServedHostRule(),
          new PathRule(),
          new AdmissionRule(),
          new MethodRule(),
          new HttpVersionRule(),
          new HostRule(),
          new ContentRule(),
          new UpgradeRule(),
          new ConnectionRule(),
          new KeyRule(),
          new VersionRule(),
          new OriginRule(),
          new SubprotocolSyntaxRule(),
          new SubprotocolRule(),
          new ExtensionSyntaxRule(),
          new ExtensionRule());

  private final List<Rule> rules;

  private RuleBook(Rule... rules) {
    this.rules = List.of(rules);
  }

  /**
   * Applies every rule, so that the trace lists all problems. The first refusal decides the
   * response. Never throws, for any request.
   */
  public Trace judge(ClientHandshake clientHandshake, Policy policy) {
    ParsedHandshake handshake = ParsedHandshake.of(clientHandshake, policy);
    List<Finding> findings = new ArrayList<>(rules.size() + 2);
    for (Rule rule : rules) {
      findings.addAll(rule.judge(handshake));
    }
    for (Finding finding : findings) {
      if (finding.outcome() == Outcome.REFUSED) {
        return new Trace(findings, new Refuse(finding, answer(finding, clientHandshake)));
      }
    }
    return new Trace(findings, accept(handshake));
  }

  private static Accept accept(ParsedHandshake handshake) {
    return new Accept(
        handshake.headers().first(FieldNames.KEY).map(KeyRule::acceptance),
        handshake.subprotocol(),
        handshake.negotiation().accepted());
  }

  /** The fields that tell a client what the server would accept. */
  private static Headers answer(Finding refusal, ClientHandshake clientHandshake) {
    int status = refusal.problemCode().orElseThrow().status();
    return switch (status) {
      case 400 -> Headers.none().with(FieldNames.VERSION, FieldNames.VERSION_13);
      case 405 -> Headers.none().with("Allow", MethodRule.expected(clientHandshake));
      // Clause.UPGRADE_REQUIRED
      case 426 ->
          Headers.none()
              .with(FieldNames.UPGRADE, FieldNames.WEBSOCKET)
              .with(FieldNames.VERSION, FieldNames.VERSION_13);
      case 429, 503 ->
          Headers.none()
              .with(
                  "Retry-After", Integer.toString(clientHandshake.admissionStatus().retryAfter()));
      default -> Headers.none();
    };
  }
}

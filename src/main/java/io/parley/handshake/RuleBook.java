package io.parley.handshake;

import io.parley.handshake.Verdict.Accept;
import io.parley.handshake.Verdict.Refuse;
import io.parley.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules in their order. The first refusal decides the response. Never throws. */
public final class RuleBook {
  private static final RequestRule SERVED_HOST = new ServedHostRule();
  private static final RequestRule CONNECTION_FIELDS = new ConnectionFieldRule();
  private static final PathRule PATH = new PathRule();
  private static final AdmissionRule ADMISSION = new AdmissionRule();
  private static final AuthenticationRule AUTHENTICATION = new AuthenticationRule();

  /** Rows 0 and 5, and 8 over HTTP/2, for every request, also for pages. */
  private static final List<RequestRule> ANY_REQUEST =
      List.of(SERVED_HOST, new HostRule(), CONNECTION_FIELDS);

  /** Rows 3 to 15. */
  private static final List<RequestRule> OPENING_HANDSHAKE =
      List.of(
          new MethodRule(),
          new HttpVersionRule(),
          new HostRule(),
          new ContentRule(),
          new UpgradeRule(),
          new TunnelProtocolRule(),
          new ConnectionRule(),
          CONNECTION_FIELDS,
          new KeyRule(),
          new VersionRule(),
          new OriginRule(),
          new SubprotocolSyntaxRule(),
          new SubprotocolRule(),
          new ExtensionSyntaxRule(),
          new ExtensionRule());

  private RuleBook() {}

  /** Applies the rules for every request to one that need not be an opening handshake. */
  public static Trace anyRequest(ClientHandshake clientHandshake, Policy policy) {
    ParsedHandshake handshake = ParsedHandshake.of(clientHandshake, policy);
    List<Finding> findings = new ArrayList<>(ANY_REQUEST.size());
    ANY_REQUEST.forEach(rule -> findings.addAll(rule.judge(handshake)));
    return trace(findings, handshake);
  }

  /**
   * Applies all rules for the opening handshake (RFC 6455 4.2, RFC 8441) but the last, {@link
   * #withAuthentication}. The trace lists all problems.
   */
  public static Trace openingHandshake(
      ClientHandshake clientHandshake,
      PathMatch path,
      AdmissionStatus admissionStatus,
      Policy policy) {
    ParsedHandshake handshake = ParsedHandshake.of(clientHandshake, policy);
    List<Finding> findings = new ArrayList<>(OPENING_HANDSHAKE.size() + 5);
    append(findings, SERVED_HOST.judge(handshake));
    findings.add(PATH.judge(path));
    findings.add(ADMISSION.judge(admissionStatus));
    for (int at = 0; at < OPENING_HANDSHAKE.size(); at++) {
      append(findings, OPENING_HANDSHAKE.get(at).judge(handshake));
    }
    return trace(findings, handshake);
  }

  /** Most rules have one finding. By index: see the fields of {@link Headers}. */
  private static void append(List<Finding> findings, List<Finding> more) {
    for (int at = 0; at < more.size(); at++) {
      findings.add(more.get(at));
    }
  }

  /** Copies a trace with the finding about the client's authentication. */
  public static Trace withAuthentication(Trace trace, AuthenticationStatus status) {
    Finding finding = AUTHENTICATION.judge(status);
    List<Finding> findings = new ArrayList<>(trace.findings());
    findings.add(finding);
    boolean refused = finding.outcome() == Outcome.REFUSED && trace.verdict() instanceof Accept;
    return new Trace(
        findings, refused ? new Refuse(finding, answer(finding, status)) : trace.verdict());
  }

  private static Headers answer(Finding refusal, AuthenticationStatus status) {
    return status instanceof AuthenticationStatus.Refused refused
        ? refused.fields()
        : retryAfter(refusal.problemCode().orElseThrow());
  }

  private static Trace trace(List<Finding> findings, ParsedHandshake handshake) {
    for (Finding finding : findings) {
      if (finding.outcome() == Outcome.REFUSED) {
        return new Trace(
            findings, new Refuse(finding, answer(finding, handshake.clientHandshake())));
      }
    }
    return new Trace(findings, accept(handshake));
  }

  private static Accept accept(ParsedHandshake handshake) {
    return new Accept(
        handshake.clientHandshake().isOverHttp2()
            ? Optional.empty()
            : handshake.headers().first(FieldNames.KEY).map(KeyRule::acceptance),
        handshake.subprotocols().valid().orElse(List.of()),
        handshake.subprotocol(),
        handshake.negotiation().accepted());
  }

  /** The fields that tell a client what the server would accept. */
  private static Headers answer(Finding refusal, ClientHandshake clientHandshake) {
    ProblemCode problemCode = refusal.problemCode().orElseThrow();
    return switch (problemCode.status()) {
      case 400 -> Headers.none().with(FieldNames.VERSION, FieldNames.VERSION_13);
      case 405 -> Headers.none().with("Allow", MethodRule.expected(clientHandshake));
      // Clause.UPGRADE_REQUIRED
      case 426 ->
          Headers.none()
              .with(FieldNames.UPGRADE, FieldNames.WEBSOCKET)
              .with(FieldNames.VERSION, FieldNames.VERSION_13);
      case 429, 503 -> retryAfter(problemCode);
      default -> Headers.none();
    };
  }

  private static Headers retryAfter(ProblemCode problemCode) {
    return Headers.none().with("Retry-After", Integer.toString(problemCode.retryAfter()));
  }
}

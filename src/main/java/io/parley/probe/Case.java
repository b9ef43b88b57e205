package io.parley.probe;

import io.parley.probe.transport.ConnectionState;
import io.parley.probe.transport.Transport;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A test case for a server.
 *
 * @param we what we do, completing "we ..."
 * @param they what they have to do, completing "they ..."
 * @param needs the capabilities that the server must have
 * @param script what is sent, made from the plain handshake
 * @param expectation what a right response looks like
 */
public record Case(
    Address address,
    DemandLevel demandLevel,
    String we,
    String they,
    Set<Capability> needs,
    BiFunction<ServerFacts, ProbeRequest, Script> script,
    Expectation expectation)
    implements JudgedCase {
  public Case {
    needs = Set.copyOf(needs);
  }

  @Override
  public String right() {
    return expectation.words();
  }

  /** Returns a capability that the case needs and that server lacks. */
  public Optional<Capability> missing(ServerFacts serverFacts) {
    return needs.stream().filter(capability -> !serverFacts.has(capability)).sorted().findFirst();
  }

  Script script(ServerFacts serverFacts) {
    return script.apply(serverFacts, serverFacts.request(address.toString()));
  }

  /** Runs the case on its own connection and judges the response. */
  public CaseResult play(ServerFacts serverFacts, Transport transport) {
    long start = System.nanoTime();
    Optional<Capability> missing = missing(serverFacts);
    if (missing.isPresent()) {
      return CaseResult.skipped(this, missing.get().reason());
    }
    Exchange exchange = exchange(serverFacts, transport);
    CaseOutcome caseOutcome = expectation.of(exchange, serverFacts);
    SecretMask secretMask = serverFacts.options().secretMask();
    return new CaseResult(
        this, secretMask.of(caseOutcome), secretMask.of(exchange), System.nanoTime() - start);
  }

  private Exchange exchange(ServerFacts serverFacts, Transport transport) {
    Script script = script(serverFacts);
    try {
      return ScriptRunner.play(script, transport, serverFacts.options().timeout());
    } catch (IOException e) {
      return new Exchange(
          script.wireProtocol(), script.probeRequest(), "", "", ConnectionState.UNREACHABLE, "");
    }
  }
}

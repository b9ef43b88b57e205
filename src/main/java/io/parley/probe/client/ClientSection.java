package io.parley.probe.client;

import static io.parley.probe.client.ClientExpectation.fails;
import static io.parley.probe.client.ClientExpectation.opens;

import io.parley.probe.Address;
import io.parley.probe.DemandLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The cases of one section of a standard, numbered in the order of their definition. Numbers are
 * addresses, so a new case has to be added at the end.
 */
final class ClientSection {
  private final String document;
  private final String number;
  private final String title;
  private final List<ClientCase> cases = new ArrayList<>();
  private Set<ClientCapability> needs = Set.of();

  private ClientSection(String document, String number, String title) {
    this.document = document;
    this.number = number;
    this.title = title;
  }

  static ClientSection of(String document, String number, String title) {
    return new ClientSection(document, number, title);
  }

  /** Sets what the client must offer in the following cases. */
  ClientSection needing(ClientCapability... capabilities) {
    needs = Set.of(capabilities);
    return this;
  }

  /** Adds an answer that the client must accept. */
  ClientSection mustOpen(String we, UnaryOperator<ServerAnswer> change) {
    return must(we, "open the connection", ClientScript.conversing(change), opens());
  }

  /** Adds an answer that the client should accept. */
  ClientSection shouldOpen(String we, UnaryOperator<ServerAnswer> change) {
    return should(we, "open the connection", ClientScript.conversing(change), opens());
  }

  /** Adds an answer on which the client must fail the connection. */
  ClientSection mustFail(String we, UnaryOperator<ServerAnswer> change) {
    return must(we, "fail the connection", ClientScript.answering(change), fails());
  }

  /** Adds an answer on which it is better to fail the connection. */
  ClientSection bestFail(String we, UnaryOperator<ServerAnswer> change) {
    return best(we, "fail the connection", ClientScript.answering(change), fails());
  }

  ClientSection must(String we, String they, ClientScript script, ClientExpectation expectation) {
    return add(DemandLevel.MUST, we, they, script, expectation);
  }

  ClientSection should(String we, String they, ClientScript script, ClientExpectation expectation) {
    return add(DemandLevel.SHOULD, we, they, script, expectation);
  }

  ClientSection best(String we, String they, ClientScript script, ClientExpectation expectation) {
    return add(DemandLevel.BEST, we, they, script, expectation);
  }

  private ClientSection add(
      DemandLevel level,
      String we,
      String they,
      ClientScript script,
      ClientExpectation expectation) {
    Address address = new Address(document, number, cases.size() + 1);
    cases.add(new ClientCase(address, level, we, they, needs, script, expectation));
    return this;
  }

  List<ClientCase> cases() {
    return List.copyOf(cases);
  }

  /** Such as {@code rfc6455/4.1}. */
  String name() {
    return document + "/" + number;
  }

  String title() {
    return title;
  }
}

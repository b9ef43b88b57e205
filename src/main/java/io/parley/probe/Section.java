package io.parley.probe;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The cases of one section of a standard, numbered in the order of their definition. Numbers are
 * addresses, so a new case has to be added at the end.
 */
public final class Section {
  private final String document;
  private final String number;
  private final String title;
  private final List<Case> cases = new ArrayList<>();
  private Set<Capability> needs = EnumSet.of(Capability.UPGRADE);
  private Explorer explorer = Explorer.OF_UPGRADES;

  private Section(String document, String number, String title) {
    this.document = document;
    this.number = number;
    this.title = title;
  }

  public static Section of(String document, String number, String title) {
    return new Section(document, number, title);
  }

  /** Sets who discovers what the server can do; by default over HTTP/1.1. */
  public Section exploredBy(Explorer other) {
    explorer = other;
    return this;
  }

  Explorer explorer() {
    return explorer;
  }

  /** Sets all capabilities that the following cases need, with the plain handshake or without. */
  public Section needingOnly(Capability first, Capability... others) {
    needs = EnumSet.of(first, others);
    return this;
  }

  /** Sets the capabilities that the following cases need, besides the plain handshake. */
  public Section needing(Capability... others) {
    needs = EnumSet.of(Capability.UPGRADE, others);
    return this;
  }

  /** Runs the following cases on every server, because they test the plain handshake itself. */
  public Section needingNothing() {
    needs = EnumSet.noneOf(Capability.class);
    return this;
  }

  /** Adds a case that changes the plain handshake and sends it. */
  public Section must(
      String we, String they, UnaryOperator<ProbeRequest> change, Expectation expectation) {
    return must(we, they, (serverFacts, plain) -> Script.of(change.apply(plain)), expectation);
  }

  public Section should(
      String we, String they, UnaryOperator<ProbeRequest> change, Expectation expectation) {
    return should(we, they, (serverFacts, plain) -> Script.of(change.apply(plain)), expectation);
  }

  public Section best(
      String we, String they, UnaryOperator<ProbeRequest> change, Expectation expectation) {
    return best(we, they, (serverFacts, plain) -> Script.of(change.apply(plain)), expectation);
  }

  /** Adds a case with its own script. */
  public Section must(
      String we,
      String they,
      BiFunction<ServerFacts, ProbeRequest, Script> script,
      Expectation expectation) {
    return add(DemandLevel.MUST, we, they, script, expectation);
  }

  public Section should(
      String we,
      String they,
      BiFunction<ServerFacts, ProbeRequest, Script> script,
      Expectation expectation) {
    return add(DemandLevel.SHOULD, we, they, script, expectation);
  }

  public Section best(
      String we,
      String they,
      BiFunction<ServerFacts, ProbeRequest, Script> script,
      Expectation expectation) {
    return add(DemandLevel.BEST, we, they, script, expectation);
  }

  private Section add(
      DemandLevel demandLevel,
      String we,
      String they,
      BiFunction<ServerFacts, ProbeRequest, Script> script,
      Expectation expectation) {
    Address address = new Address(document, number, cases.size() + 1);
    cases.add(new Case(address, demandLevel, we, they, needs, script, expectation));
    return this;
  }

  public List<Case> cases() {
    return List.copyOf(cases);
  }

  /** Such as {@code rfc6455/4.2.1}. */
  public String name() {
    return document + "/" + number;
  }

  public String title() {
    return title;
  }
}

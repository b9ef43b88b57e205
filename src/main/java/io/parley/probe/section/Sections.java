package io.parley.probe.section;

import io.parley.probe.Section;
import java.util.List;
import java.util.stream.Stream;

/** All cases there are, in the order of the standards. */
public final class Sections {
  private Sections() {}

  public static List<Section> all() {
    return Stream.of(webSocket(), compression(), semantics(), messages())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Section> webSocket() {
    return List.of(
        Rfc6455Section41.section(),
        Rfc6455Section421.section(),
        Rfc6455Section422.section(),
        Rfc6455Section43.section(),
        Rfc6455Section44.section(),
        Rfc6455Section51.section(),
        Rfc6455Section52.section(),
        Rfc6455Section91.section(),
        Rfc6455Section102.section(),
        Rfc6455Section1131.section(),
        Rfc6455Section1133.section(),
        Rfc6455Section1134.section(),
        Rfc6455Section1135.section());
  }

  private static List<Section> compression() {
    return List.of(
        Rfc7692Section5.section(),
        Rfc7692Section6.section(),
        Rfc7692Section7.section(),
        Rfc7692Section7111.section(),
        Rfc7692Section7112.section(),
        Rfc7692Section7121.section(),
        Rfc7692Section7122.section(),
        Rfc7692Section722.section());
  }

  private static List<Section> semantics() {
    return List.of(
        Rfc9110Section51.section(),
        Rfc9110Section53.section(),
        Rfc9110Section54.section(),
        Rfc9110Section55.section(),
        Rfc9110Section5612.section(),
        Rfc9110Section661.section(),
        Rfc9110Section761.section(),
        Rfc9110Section78.section(),
        Rfc9110Section83.section(),
        Rfc9110Section86.section(),
        Rfc9110Section932.section(),
        Rfc9110Section1556.section(),
        Rfc9110Section15522.section());
  }

  private static List<Section> messages() {
    return List.of(
        Rfc9112Section22.section(),
        Rfc9112Section23.section(),
        Rfc9112Section3.section(),
        Rfc9112Section32.section(),
        Rfc9112Section322.section(),
        Rfc9112Section51.section(),
        Rfc9112Section52.section(),
        Rfc9112Section61.section(),
        Rfc9112Section63.section(),
        Rfc9112Section8.section(),
        Rfc9112Section96.section());
  }
}

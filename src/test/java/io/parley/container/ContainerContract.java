package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.HandshakeCase;
import io.parley.tool.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the WAR promises on every container, except for the known differences. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ContainerContract {
  private static final Differences KNOWN = Differences.read();

  private final String name;
  private Container container;
  private boolean stopped;

  ContainerContract(String name) {
    this.name = name;
  }

  /**
   * Returns once it serves.
   *
   * @param work is empty
   */
  abstract Container start(Path work) throws Exception;

  @BeforeAll
  void begin() throws Exception {
    container = start(Deployment.emptied(name));
  }

  @AfterAll
  void end() throws Exception {
    stop();
  }

  List<String> contexts() {
    return container.contexts();
  }

  List<Arguments> handshakes() {
    return contexts().stream()
        .flatMap(context -> HandshakeCase.all().stream().map(c -> Arguments.of(context, c)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("handshakes")
  void anOpeningHandshakeIsAnsweredAsTheTableSays(String context, HandshakeCase handshake)
      throws IOException {
    Handshakes handshakes = new Handshakes(container.port(), context);
    check(context, handshake.name(), handshakes.differences(handshake));
  }

  /** By the container, or by Parley in its own words. */
  @ParameterizedTest
  @MethodSource("contexts")
  void aMalformedHostIsRefusedAsItWasSent(String context) throws IOException {
    check(context, "malformed hosts", new Handshakes(container.port(), context).malformedHosts());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void anUnusualTargetIsAnsweredAsItsTableSays(String context) throws IOException {
    check(context, "unusual targets", new Targets(container.port(), context).handshakes());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void noPageFailsForItsQuery(String context) throws IOException {
    check(context, "pages with unusual queries", new Targets(container.port(), context).pages());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void thePageIsServedWithItsFields(String context) throws Exception {
    check(context, "the page", new Pages(container.port(), context).page());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void thePagesFilesAreServedWithTheirTypes(String context) throws Exception {
    check(context, "the page's files", new Pages(container.port(), context).files());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void whatIsNotThereIsParleysOwnPage(String context) throws Exception {
    check(context, "what is not there", new Pages(container.port(), context).missing());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aFailedHandshakeIsExplainedToItsClient(String context) throws Exception {
    check(context, "why a handshake failed", new Pages(container.port(), context).explanation());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aCodeHasAPageOfItsOwn(String context) throws Exception {
    check(context, "the page of a code", new Pages(container.port(), context).explainedCode());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void theDocumentsArePages(String context) throws Exception {
    check(context, "the documents", new Pages(container.port(), context).documents());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void healthIsSaid(String context) throws Exception {
    check(context, "health", new Pages(container.port(), context).health());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void theOperatorSeesTheMembersOfARoomAndClosesOne(String context) throws Exception {
    check(context, "the operator", new Operator(container.port(), context).seesAndCloses());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aMemberOfTheJsonSubprotocolIsWelcomedWithItsHandshake(String context) throws IOException {
    check(context, "a welcome in JSON", new Talks(container.port(), context).welcome());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aPageIsOnlyRead(String context) throws Exception {
    check(context, "PUT of the page", new Pages(container.port(), context).method());
  }

  /** A browser's WebSocket follows no redirect. */
  @ParameterizedTest
  @MethodSource("contexts")
  void aSocketOpensAtTheContextPathWithoutItsSlash(String context) throws IOException {
    try (Wire wire = Wire.open(container.port(), context.isEmpty() ? "/" : context)) {
      wire.text("one");
      assertThat(wire.read().text()).isEqualTo("data received");
      check(context, "the context path without its slash", List.of());
    } catch (IOException redirected) {
      String status = redirected.getMessage().replaceFirst("(?s).*HTTP/1.1 (\\d+).*", "$1");
      check(context, "the context path without its slash", List.of("answers " + status));
    }
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void theAllowListOfTheSettingsTakesEffect(String context) throws IOException {
    Talks talks = new Talks(container.port(), context);
    assertThat(talks.status("Origin: " + Deployment.FRIEND)).isEqualTo(101);
    assertThat(talks.status("Origin: https://stranger.example")).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aMessageBeyondTheLimitOfTheSettingsCloses(String context) throws IOException {
    check(context, "a message beyond the limit", new Talks(container.port(), context).tooBig());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void fragmentsBeyondTheLimitOfTheSettingsClose(String context) throws IOException {
    Talks talks = new Talks(container.port(), context);
    check(context, "fragments beyond the limit", talks.tooBigInFragments());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void twoChatAtEveryPath(String context) throws IOException {
    Talks talks = new Talks(container.port(), context);
    for (String pair :
        List.of("/ /chat", "/chat /chat/lobby", "/chat/caf%C3%A9 /chat/cafe%CC%81")) {
      String[] paths = pair.split(" ", 2);
      talks.twoChat(paths[0], paths[1]);
    }
    talks.echo();
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void whoHasSeenItsHandshakeAcceptedMissesNothing(String context) throws IOException {
    new Talks(container.port(), context).neverMissed(200);
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aFrameInTheSegmentOfTheRequestIsNotLost(String context) throws IOException {
    check(context, "a frame sent with the handshake", new Talks(container.port(), context).early());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aMessageArrivesCompressedWhereThatWasNegotiated(String context) throws Exception {
    check(context, "compression", new Talks(container.port(), context).compressed());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void messagesOfOneContextArriveCompressed(String context) throws Exception {
    Talks talks = new Talks(container.port(), context);
    check(context, "messages compressed in one context", talks.compressedInOneContext());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aLengthThatIsNotInItsShortestFormIsRefused(String context) throws Exception {
    Talks talks = new Talks(container.port(), context);
    check(context, "a length not in its shortest form", talks.longLength());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void anUnknownOpcodeThatDeclaresMuchHurtsNobody(String context) throws IOException {
    UnknownOpcodes opcodes = new UnknownOpcodes(container.port(), context);
    check(context, "an unknown opcode that declares much", opcodes.answers());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void noCloseReasonNamesAClass(String context) throws Exception {
    check(context, "close reasons", new Talks(container.port(), context).closeReasons());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void fortyTimesFiftyMessagesArriveOnceAndInOrder(String context) throws Exception {
    new Crowd(container.port(), context + "/chat/crowd").talk(40, 50);
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aWebSocketOpensOverHttp2(String context) throws IOException {
    Http2WebSocket http2 = new Http2WebSocket(container.http2Port(), context);
    check(context, "a WebSocket over HTTP/2", http2.differences());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void aReaderThatStallsHurtsNobodyElse(String context) throws Exception {
    check(context, "a reader that stalls", new Talks(container.port(), context).stalled());
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void aStopIsSaidToThoseWhoAreConnected() throws Exception {
    Map<String, Wire> wires = new LinkedHashMap<>();
    for (String context : contexts()) {
      wires.put(context, Wire.open(container.port(), context + "/echo"));
    }
    // All are idle for longer than a peer has to answer a close.
    assertThat(List.copyOf(wires.values()).get(wires.size() - 1).silentFor(2_500)).isTrue();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> stopping = thread.submit(this::stop);
    SoftAssertions all = new SoftAssertions();
    for (Map.Entry<String, Wire> each : wires.entrySet()) {
      List<String> differences = farewell(each.getValue());
      all.check(() -> check(each.getKey(), "the container stops", differences));
      each.getValue().close();
    }
    stopping.get();
    thread.shutdown();
    all.assertAll();
  }

  private Void stop() throws Exception {
    if (container != null && !stopped) {
      stopped = true;
      container.stop();
    }
    return null;
  }

  private static List<String> farewell(Wire wire) throws IOException {
    try {
      Wire.Frame frame = wire.read();
      int code = frame.opcode() == Wire.CLOSE ? frame.code() : 0;
      return code == 1012 && frame.reason().equals("server restarts")
          ? List.of()
          : List.of("closes with " + code);
    } catch (EOFException | SocketException cut) {
      return List.of("cuts the connection");
    } catch (SocketTimeoutException stays) {
      return List.of("says nothing");
    }
  }

  private void check(String context, String what, List<String> differences) throws IOException {
    Seen.add(name, context, what, differences);
    List<String> known = KNOWN.of(name, context, what);
    List<String> left = new ArrayList<>(differences);
    List<String> chance = KNOWN.ofChance(name, context, what);
    left.removeIf(difference -> chance.stream().anyMatch(difference::startsWith));
    assertThat(left)
        .as("%s at %s/: %s", name, context, what)
        .containsExactlyInAnyOrderElementsOf(known);
  }
}

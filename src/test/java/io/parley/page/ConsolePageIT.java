package io.parley.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.JsonWire;
import io.parley.tool.RawClient;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's page of rooms and members, in a real Chromium with real servers. */
@NeedsBrowser
class ConsolePageIT {
  private static final String TOKEN = "a-token-of-24-characters";
  private static final String MARKUP = "<img src=x onerror=document.title=1>";
  private static Visitors visitors;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    visitors = Visitors.start();
  }

  @AfterAll
  static void stop() throws Exception {
    visitors.close();
  }

  @AfterEach
  void leave() {
    assertThat(visitors.console()).doesNotContain("Content Security Policy", "TypeError");
    visitors.leave();
  }

  private static OperatorWindow open(String url) {
    return new OperatorWindow(visitors.open(url));
  }

  private static OperatorWindow openRoom(String room) {
    OperatorWindow window = open(visitors.page(0) + "operator.html#" + room);
    window.awaitText("live", "Live");
    return window;
  }

  private static JsonWire join(int port, String room, String name) throws IOException {
    JsonWire wire = JsonWire.open(port, "/chat/" + room);
    assertThat(wire.ask("{'type':'join','name':'%s'}".formatted(name)))
        .containsEntry("type", "joined");
    return wire;
  }

  private static void say(JsonWire wire) throws IOException {
    wire.send("{'type':'say','text':'hi'}");
    while (!"said".equals(wire.read().get("type"))) {
      // Others may arrive meanwhile.
    }
  }

  @Test
  void roomsLeadToTheirMembersAndWhatEachWasToldLast() throws IOException {
    try (JsonWire ann = join(visitors.port(0), "leads", "Ann");
        JsonWire bob = join(visitors.port(0), "leads", "Bob")) {
      say(ann);
      say(bob);
      OperatorWindow window = open(visitors.page(0) + "operator.html");
      window.awaitText("live", "Live");
      window.awaitTexts("#rooms a[data-room=leads] bdi", "leads");
      assertThat(window.texts("#rooms tr:has([data-room=leads]) .number").get(0)).isEqualTo("2");
      assertThat(window.texts("#rooms tr:has([data-room=leads]) .number").get(2)).isEqualTo("2");
      window.click("#rooms a[data-room=leads]");
      window.awaitText("membersTitle", "Members of leads");
      window.awaitCount("#members tbody tr", 2);
      assertThat(window.run("return document.activeElement.id")).isEqualTo("membersTitle");
      assertThat(window.texts("#members bdi")).containsExactlyInAnyOrder("Ann", "Bob");
      assertThat(window.texts("#members td:nth-child(9)")).containsOnly("2");
      assertThat(window.texts("#members td:nth-child(4)")).containsOnly("parley.1.json");
      window.paste("find", "ann");
      window.awaitTexts("#members bdi", "Ann");
      window.paste("find", "nobody");
      window.awaitText("membersNote", "No member is like that.");
      window.paste("find", "");
      window.awaitCount("#members tbody tr", 2);
      window.click(".close-room");
      window.awaitCount("#membersPart[hidden]", 1);
      assertThat(window.run("return document.activeElement.dataset.room")).isEqualTo("leads");
    }
  }

  @Test
  void aConnectionIsClosedWithAReasonByKeyboard() throws IOException {
    try (JsonWire ann = join(visitors.port(0), "closes", "Ann");
        JsonWire bob = join(visitors.port(0), "closes", "Bob")) {
      OperatorWindow window = openRoom("closes");
      window.awaitCount("#members tbody tr", 2);
      window.focus("#members button[aria-label='Close the connection of Bob']");
      window.key("\n");
      window.awaitText("closingWho", "Bob, 127.0.0.1.");
      assertThat(window.run("return document.activeElement.id")).isEqualTo("reason");
      window.submit("reason", "   ");
      window.awaitText("reasonFault", "Say why: the other side is told.");
      window.paste("reason", "é".repeat(62));
      window.awaitText("reasonHint", "Too long");
      window.submit("reason", "floods the room");
      window.awaitText("done", "The connection of Bob is closed.");
      assertThat(closed(bob)).isEqualTo("closed with 1008 floods the room");
      window.awaitTexts("#members bdi", "Ann");
      assertThat(window.run("return document.activeElement.id")).isEqualTo("membersTitle");
      say(ann);
    }
  }

  private static String closed(JsonWire wire) {
    while (true) {
      try {
        wire.read();
      } catch (IOException e) {
        return e.getMessage();
      }
    }
  }

  @Test
  void numbersAndPlotsSayWhatHappensInWordsToo() throws IOException {
    OperatorWindow window = open(visitors.page(0) + "operator.html");
    window.awaitText("live", "Live");
    try (JsonWire ann = join(visitors.port(0), "numbers", "Ann")) {
      window.awaitCount("#numbers div", 8);
      for (int i = 0; i < 3 || window.texts("#numbers dd").get(5).equals("–"); i++) {
        say(ann);
      }
      assertThat(window.texts("#numbers dd").get(5)).matches("[0-9.]+ ms");
      assertThat(window.texts("#numbers dd").get(6)).matches("[0-9.]+ ms");
      assertThat(window.run(label("messages")))
          .asString()
          .matches("Messages\\. Messages a second: now .*, at most .*\\. Deliveries a second: .*");
      assertThat(window.run(label("median"))).asString().contains(" ms");
      window.click("[data-plot=median] summary");
      window.awaitCount("[data-plot=median] th[scope=col]", 3);
      assertThat(window.texts("[data-plot=median] td").get(0)).isEqualTo("0 s ago");
      assertThat(window.run("return document.querySelector('.line-1').getAttribute('d')"))
          .asString()
          .startsWith("M");
    }
  }

  private static String label(String plot) {
    return "return document.querySelector('[data-plot=" + plot + "] svg').ariaLabel";
  }

  @Test
  void refusalsAreCountedByTheirReason() throws IOException {
    try (RawClient client = new RawClient(visitors.port(0))) {
      client.ask(
          String.join(
              "\r\n",
              "GET /echo HTTP/1.1",
              "Host: localhost",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Sec-WebSocket-Version: 25",
              "",
              ""));
    }
    OperatorWindow window = open(visitors.page(0) + "operator.html");
    window.awaitText("live", "Live");
    window.awaitCount("#refusals a[href='problems/version-unsupported']", 1);
    assertThat(window.texts("#refusals th a")).contains("Unsupported WebSocket version");
    assertThat(window.text("refusalsNote")).matches("Refused: \\d+\\. Accepted: \\d+\\.");
  }

  @Test
  void hostileNamesAreShownHarmlessly() throws IOException {
    try (JsonWire eve = join(visitors.port(0), "hostile", MARKUP + "x".repeat(20))) {
      OperatorWindow window = openRoom("hostile");
      window.awaitCount("#members tbody tr", 1);
      assertThat(window.texts("#members bdi").get(0)).startsWith("<img src=x");
      assertThat(window.count("main img, main script")).isZero();
      assertThat(window.run("return document.title")).isEqualTo("Operator · Parley");
      assertThat(window.widthOnAPhone()).isEqualTo(360);
      assertThat(eve.ask("{'type':'who'}")).containsEntry("type", "members");
    }
  }

  @Test
  void aRoomWithoutMembersIsSaidToHaveNone() {
    OperatorWindow window = openRoom("nobody-is-here");
    window.awaitText("membersNote", "This room has no members on this server now.");
  }

  @Test
  void aPausedPageStandsStill() throws IOException {
    OperatorWindow window = open(visitors.page(0) + "operator.html");
    window.awaitText("live", "Live");
    window.click("#pause");
    window.awaitText("live", "Paused");
    try (JsonWire ann = join(visitors.port(0), "paused", "Ann")) {
      say(ann);
      assertThat(window.count("#rooms a[data-room=paused]")).isZero();
      window.click("#pause");
      window.awaitCount("#rooms a[data-room=paused]", 1);
    }
  }

  @Test
  void anOutageIsSaidWithACountdown() throws Exception {
    OperatorWindow window;
    try (RunningParley server = RunningParley.start("--port", "0")) {
      window = open(server.url("/operator.html"));
      window.awaitText("live", "Live");
    }
    window.awaitText("trouble", "The server does not answer.");
    window.awaitText("retry", "Next try in ");
    assertThat(window.text("retry")).matches("Next try in \\d+ s · The numbers are those of .*");
    assertThat(window.text("live")).isEqualTo("Not live");
  }

  @Test
  void theTokenIsAskedForAndCloses() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    try (RunningParley server =
            RunningParley.start("--port", "0", "--operator-token-file", file.toString());
        JsonWire ann = join(server.port(0), "token", "Ann")) {
      OperatorWindow window = open(server.url("/operator.html#token"));
      window.awaitText("trouble", "This server requires the operator's token");
      assertThat(window.count("#console[hidden]")).isEqualTo(1);
      window.submit("token", TOKEN);
      window.awaitCount("#members tbody tr", 1);
      assertThat(window.run("return document.body.innerHTML + location + document.cookie"))
          .asString()
          .doesNotContain(TOKEN);
      window.click("#members button");
      window.submit("reason", "bye");
      window.awaitText("done", "The connection of Ann is closed.");
      assertThat(closed(ann)).isEqualTo("closed with 1008 bye");
    }
  }

  @Test
  void whereItIsOffASentenceSaysWhatToSet() throws Exception {
    try (RunningParley server =
        RunningParley.start("--port", "0", "--trusted-proxy", "127.0.0.1")) {
      OperatorWindow window = open(server.url("/operator.html"));
      window.awaitText("trouble", "This is off here. Set PARLEY_OPERATOR_TOKEN or");
      assertThat(window.count("#console[hidden]")).isEqualTo(1);
    }
  }

  @Test
  void inChineseAllIsChinese() throws IOException {
    try (JsonWire ann = join(visitors.port(0), "chinese", "Ann")) {
      say(ann);
      OperatorWindow window = open(visitors.page(0) + "operator.html?lang=zh-Hant#chinese");
      window.awaitText("live", "即時更新");
      window.awaitCount("#members tbody tr", 1);
      assertThat(window.texts("[data-text]:not(#language), #numbers dt, summary, #membersNote"))
          .hasSizeGreaterThan(30)
          .allMatch(text -> text.matches("(?s).*\\p{IsHan}.*"));
      assertThat(List.of("zh-Hant"))
          .containsExactly((String) window.run("return document.documentElement.lang"));
    }
  }
}

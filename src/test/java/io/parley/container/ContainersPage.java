package io.parley.container;

import io.parley.container.Differences.Known;
import io.parley.container.Differences.Reason;
import io.parley.tool.HandshakeCase;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code containers.md}: what the contract expects of each container. It is what a run sees as
 * well, since a run fails where it sees anything else; and it is the same whichever containers have
 * run.
 */
record ContainersPage(Differences differences, List<Column> columns) {

  /**
   * A container.
   *
   * @param name by which the differences know it
   * @param generation of Jakarta EE
   * @param java the oldest on which it runs Parley
   */
  record Column(String name, String version, int generation, int java, List<String> contexts) {}

  /** What the contract tries besides opening handshakes. */
  static final List<String> BESIDES =
      List.of(
          "malformed hosts",
          "unusual targets",
          "pages with unusual queries",
          "the page",
          "the page's files",
          "what is not there",
          "why a handshake failed",
          "the page of a code",
          "the documents",
          "health",
          "a welcome in JSON",
          "PUT of the page",
          "the context path without its slash",
          "the allow-list of the settings",
          "two chat at every path",
          "200 tries: who saw the 101 misses nothing said after it",
          "40 members who say 50 messages each",
          "a message beyond the limit",
          "fragments beyond the limit",
          "a frame sent with the handshake",
          "compression",
          "messages compressed in one context",
          "a length not in its shortest form",
          "an unknown opcode that declares much",
          "close reasons",
          "a WebSocket over HTTP/2",
          "a reader that stalls",
          "the container stops");

  private static final String HEAD =
      """
      # Containers

      One test asks the same of the same WAR in each container, at `/` and at `/parley`. `mvn verify` runs it
      on the first five, which start inside the test: Jetty, Parley's own server (`java -jar`, only at `/`),
      Tomcat, the Tomcat of Jakarta EE 11, and Undertow. `mvn -P containers verify` downloads the next five, which are full servers,
      and starts one after another, each as its own process. `mvn -P containers-ee11 verify` does the same with the last four,
      the full servers of Jakarta EE 11. The build fails if a container behaves differently from this page,
      also if a difference listed here no longer exists.

      Some servers need Java 21. If Maven itself runs on an older Java, say where a newer one is:
      `mvn -P containers-ee11 verify -Dparley.jdk21=HOME`. Without that, their tests are skipped, and the build says so.
      Of the last four, Jetty and WildFly Preview were tested on Java 17, Payara 7 and GlassFish 8 on Java 25: each passes all
      395 tests.

      The newest WildFly and Open Liberty that Maven can fetch are of Jakarta EE 10: that Liberty has no feature
      `servlet-6.1` or `websocket-2.2`. WildFly Preview is the same release of WildFly with Jakarta EE 11, but its Undertow is an
      alpha version.

      Liberty now and then leaves what a connection waits to read or to write until another connection is active: on a busy machine
      it did so with two of 40,000 messages. In its test another connection says something every second.

      `✓` means: as Parley promises. A number means: different, for the [reason](#reasons) with that number.
      `?` after a number means: only sometimes.

      """;

  /** From the code of endpoint and server, and from what the contract has seen of engines. */
  private static final String LIMITS =
      """

      ## What Parley can limit

      In its own server, Parley sees all bytes that a peer sends. In a container, it sees only complete messages and pongs.
      There, only the container can limit what happens before a message is complete or before there is a request.

      | what a peer can send too much of | `java -jar` | in a container |
      | --- | --- | --- |
      | messages, and their bytes after inflation | read more slowly (`--message-rate`, `--byte-rate`) | counted when they are complete; closed with 1013 |
      | pongs | count as messages | count as messages; closed with 1013 |
      | pings | count as messages | not seen: the engine answers them |
      | bytes of one message (`--max-message`) | closed with 1009 before it is complete | Always closed with 1009. Jetty and Tomcat count fragments too. Undertow, WildFly and Liberty count only single frames. Payara and GlassFish are not reliable. Where the engine does not count, Parley does when the message is complete |
      | a message or a frame that never ends | closed with 1013 (`--message-timeout`) | not seen: a peer that answers pings may keep one. On Undertow, WildFly and Liberty nothing limits the bytes of its fragments |
      | lengths not in their shortest form | closed with 1002 | not seen: accepted |
      | an unknown opcode | closed with 1002 at the frame's header | handled by the engine: see the table |
      | WebSockets at once, in total, from one address and of one user | `--max-connections`, `--max-per-address`, `--max-per-user` | the same |
      | messages and bytes a second of one user on all connections | read more slowly (`--user-message-rate`, `--user-byte-rate`) | closed with 1013 |
      | what waits to be sent to a peer that does not read | closed with 1013 (`--waiting-bytes`, `--waiting-messages`, `--stall`) | the same |
      | TCP connections without a request, slow or long request heads | `--request-timeout`, `--max-header` | not seen: use the container's own settings |
      """;

  String page() {
    StringBuilder page = new StringBuilder(HEAD);
    row(page, "", Column::name);
    row(page, "---", column -> "---");
    row(page, "version", Column::version);
    row(page, "Jakarta EE", column -> Integer.toString(column.generation()));
    row(page, "Java, at least", column -> Integer.toString(column.java()));
    HandshakeCase.all().forEach(handshake -> row(page, handshake.name()));
    page.append("\n## Besides handshakes\n\n");
    row(page, "", Column::name);
    row(page, "---", column -> "---");
    BESIDES.forEach(name -> row(page, name));
    page.append(LIMITS).append("\n## Reasons\n");
    for (int i = 0; i < differences.reasons().size(); i++) {
      reason(page, i + 1, differences.reasons().get(i));
    }
    return page.toString();
  }

  private void row(StringBuilder page, String name) {
    row(page, name, column -> cell(column, name));
  }

  private void row(StringBuilder page, String name, Function<Column, String> cell) {
    page.append(
        Stream.concat(Stream.of(name), columns.stream().map(cell))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private String cell(Column column, String name) {
    List<Known> known =
        column.contexts().stream()
            .flatMap(context -> differences.known(column.name(), context, name).stream())
            .distinct()
            .toList();
    String numbers =
        IntStream.range(0, differences.reasons().size())
            .boxed()
            .flatMap(i -> mark(i + 1, differences.reasons().get(i), known))
            .collect(Collectors.joining(", "));
    return numbers.isEmpty() ? "✓" : numbers;
  }

  private static Stream<String> mark(int number, Reason reason, List<Known> known) {
    List<Known> here = known.stream().filter(reason.known()::contains).toList();
    boolean chance = here.stream().allMatch(Known::isChance);
    return here.isEmpty() ? Stream.empty() : Stream.of(number + (chance ? "?" : ""));
  }

  private static void reason(StringBuilder page, int number, Reason reason) {
    page.append("\n### ").append(number).append(". ").append(reason.title()).append("\n\n");
    page.append(reason.text()).append("\n\n");
    for (Known known : reason.known()) {
      page.append("- ").append(String.join(", ", known.containers())).append(": *");
      page.append(known.name()).append("*: ").append(known.what()).append("\n");
    }
  }
}

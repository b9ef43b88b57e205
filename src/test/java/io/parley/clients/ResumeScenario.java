package io.parley.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.page.Relay;
import io.parley.tool.Json;
import io.parley.tool.JsonWire;
import io.parley.tool.RunningParley;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A client talks with a member of the test, and its connection breaks: before it learns that it has
 * joined, then with an acknowledgement on its way, and for a while.
 */
public final class ResumeScenario {
  private static final String NAME = "Cli";

  private final RunningParley parley;
  private final Relay relay;
  private final JsonWire other;

  private ResumeScenario(RunningParley parley, Relay relay, JsonWire other) {
    this.parley = parley;
    this.relay = relay;
    this.other = other;
  }

  /** The client under test; it prints {@code NAME: TEXT} and {@code sent: TEXT}. */
  public interface Client extends AutoCloseable {
    void say(String text) throws Exception;

    /** The next line that it prints, but for those about the server. */
    String printed() throws Exception;

    @Override
    void close();
  }

  /** How a client is started. */
  public interface Start {
    Client client(String url, String name) throws Exception;
  }

  /**
   * Fails where the client loses, repeats or reorders anything.
   *
   * @param relay to the server; what the client connects to
   */
  public static void run(RunningParley parley, Relay relay, Start start) throws Exception {
    try (JsonWire other = JsonWire.open(parley.port(0), "/chat/tea")) {
      other.ask("{'type':'join','name':'Wim'}");
      String url = "ws://localhost:" + relay.port() + "/chat/tea";
      relay.swallowAnswersToMessages();
      try (Client client = start.client(url, NAME)) {
        new ResumeScenario(parley, relay, other).talk(client);
      }
    }
  }

  private void talk(Client client) throws Exception {
    Map<String, Object> arrival = other.await();
    assertThat(arrival).containsEntry("type", "arrived");
    String id = Json.object(arrival, "member").get("id").toString();
    relay.cut();
    client.say("one");
    assertThat(heard("one")).isEqualTo(id);
    assertThat(client.printed()).isEqualTo("sent: one");
    says("two \"2\"");
    assertThat(client.printed()).isEqualTo("Wim: two \"2\"");

    relay.swallowAnswers();
    says("unseen");
    client.say("three");
    assertThat(heard("three")).isEqualTo(id);
    breakFor(client);

    assertThat(heard("six 六")).isEqualTo(id);
    List<String> lines = printed(client, 5);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("Wim: "))
        .containsExactly("Wim: unseen", "Wim: four", "Wim: five");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("sent: "))
        .containsExactly("sent: three", "sent: six 六");
    says("seven");
    assertThat(client.printed()).isEqualTo("Wim: seven");
    assertThat(history())
        .containsExactly("one", "two \"2\"", "unseen", "three", "four", "five", "six 六", "seven");
  }

  private static List<String> printed(Client client, int lines) throws Exception {
    List<String> printed = new ArrayList<>();
    while (printed.size() < lines) {
      printed.add(client.printed());
    }
    return printed;
  }

  /** Others speak meanwhile, and so does the client. */
  private void breakFor(Client client) throws Exception {
    relay.turnTo(closedPort());
    relay.cut();
    says("four");
    says("five");
    client.say("six 六");
    relay.turnTo(parley.port(0));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void says(String text) throws IOException {
    String escaped = text.replace("\"", "\\u0022");
    assertThat(other.ask("{'type':'say','text':'" + escaped + "'}")).containsEntry("type", "said");
  }

  /** Returns the sender's member id; the next object is that message, no departure or arrival. */
  private String heard(String text) throws IOException {
    Map<String, Object> message = other.await();
    assertThat(message).containsEntry("type", "message").containsEntry("text", text);
    return Json.object(message, "from").get("id").toString();
  }

  private List<String> history() throws IOException {
    return Json.objects(other.ask("{'type':'history'}"), "messages").stream()
        .map(message -> message.get("text").toString())
        .toList();
  }
}

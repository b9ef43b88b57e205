package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.HandshakeCase;
import io.parley.tool.RawClient;
import io.parley.tool.RawClient.Answer;
import io.parley.tool.RunningParley;
import io.parley.tool.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The limits of connections, over real sockets. */
class CapacityIT {
  private static Answer ask(RunningParley server) throws IOException {
    try (RawClient client = new RawClient(server.port(0))) {
      return ask(server, client);
    }
  }

  private static Answer ask(RunningParley server, RawClient client) throws IOException {
    return client.ask(HandshakeCase.all().get(0).request("localhost:" + server.port(0)));
  }

  private static void awaitPlace(RunningParley server) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (ask(server).status() != 101) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  @Test
  void oneTooManyGets503AndComesInWhenAnotherLeaves() throws Exception {
    try (RunningParley server = RunningParley.start("--port", "0", "--max-connections", "2");
        Wire ann = Wire.open(server.port(0), "/chat")) {
      try (Wire bob = Wire.open(server.port(0), "/echo")) {
        bob.text("here");
        assertThat(bob.read().text()).isEqualTo("here");
        Answer answer = ask(server);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.value("Retry-After")).isEqualTo("10");
        assertThat(answer.content()).contains("\"code\":\"full\"");
      }
      awaitPlace(server);
      ann.text("still here");
      assertThat(ann.read().text()).isEqualTo("data received");
    }
  }

  @Test
  void oneTooManyFromAnAddressGets429() throws Exception {
    try (RunningParley server =
            RunningParley.start("--port", "0", "--host", "127.0.0.1", "--max-per-address", "1");
        RawClient first = new RawClient(server.port(0))) {
      assertThat(ask(server, first).status()).isEqualTo(101);
      Answer answer = ask(server);
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.value("Retry-After")).isEqualTo("60");
      try (RawClient other = from("127.0.0.2", server.port(0))) {
        assertThat(ask(server, other).status()).isEqualTo(101);
      }
    }
  }

  private static String extension(RunningParley server, RawClient client, String offer)
      throws IOException {
    String request = HandshakeCase.all().get(0).request("localhost:" + server.port(0));
    String field = "\r\nSec-WebSocket-Extensions: " + offer + "\r\n\r\n";
    Answer answer = client.ask(request.replace("\r\n\r\n", field));
    assertThat(answer.status()).isEqualTo(101);
    return answer.value("Sec-WebSocket-Extensions").replace(" ", "");
  }

  /** RFC 7692 7.1.1.2: what a client may use again has to be kept for as long as it may. */
  @Test
  void oneWindowTooManyIsDeclinedAndFreeAgainWhenAnotherLeaves() throws Exception {
    String kept = "permessage-deflate;server_no_context_takeover";
    try (RunningParley server =
            RunningParley.start("--port", "0", "--max-compression-windows", "2");
        RawClient ann = new RawClient(server.port(0));
        RawClient carl = new RawClient(server.port(0));
        RawClient dora = new RawClient(server.port(0))) {
      assertThat(extension(server, ann, "permessage-deflate")).isEqualTo(kept);
      try (RawClient bob = new RawClient(server.port(0))) {
        assertThat(extension(server, bob, "permessage-deflate")).isEqualTo(kept);
        assertThat(extension(server, carl, "permessage-deflate")).isEmpty();
        String fallback = "permessage-deflate, permessage-deflate; client_no_context_takeover";
        assertThat(extension(server, dora, fallback))
            .isEqualTo("permessage-deflate;client_no_context_takeover;server_no_context_takeover");
      }
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      String later = "";
      while (later.isEmpty()) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        try (RawClient eve = new RawClient(server.port(0))) {
          later = extension(server, eve, "permessage-deflate");
        }
      }
      assertThat(later).isEqualTo(kept);
    }
  }

  @Test
  void manyAtOnceGetNoMoreWindowsThanThereAre() throws Exception {
    try (RunningParley server =
        RunningParley.start("--port", "0", "--max-compression-windows", "5")) {
      String request = HandshakeCase.all().get(0).request("localhost:" + server.port(0));
      String offer = "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        clients.add(new RawClient(server.port(0)).send(request.replace("\r\n\r\n", offer)));
      }
      List<String> extensions = new ArrayList<>();
      for (RawClient client : clients) {
        Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(101);
        extensions.addAll(answer.values("Sec-WebSocket-Extensions"));
      }
      assertThat(extensions).hasSize(5);
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private static RawClient from(String address, int port) throws IOException {
    return new RawClient(
        new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(address), 0));
  }

  @Test
  void refusedHandshakesTakeNoPlace() throws Exception {
    try (RunningParley server = RunningParley.start("--port", "0", "--max-connections", "1")) {
      String valid = HandshakeCase.all().get(0).request("localhost:" + server.port(0));
      for (int i = 0; i < 10; i++) {
        try (RawClient client = new RawClient(server.port(0))) {
          Answer answer = client.ask(valid.replace("Version: 13", "Version: 25"));
          assertThat(answer.status()).isEqualTo(400);
        }
      }
      assertThat(ask(server).status()).isEqualTo(101);
    }
  }

  @Test
  void manyAtOnceGetNoMorePlacesThanThereAre() throws Exception {
    try (RunningParley server = RunningParley.start("--port", "0", "--max-connections", "5")) {
      List<RawClient> clients = new ArrayList<>();
      String valid = HandshakeCase.all().get(0).request("localhost:" + server.port(0));
      for (int i = 0; i < 40; i++) {
        clients.add(new RawClient(server.port(0)).send(valid));
      }
      List<Integer> statuses = new ArrayList<>();
      for (RawClient client : clients) {
        statuses.add(client.answer().status());
      }
      assertThat(statuses).containsOnly(101, 503);
      assertThat(statuses.stream().filter(status -> status == 101)).hasSize(5);
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  /** The message goes out as soon as the 101 was read, when no session need be open yet. */
  @Test
  void whoHasSeenItsHandshakeAcceptedMissesNothing() throws Exception {
    try (RunningParley server = RunningParley.start("--port", "0");
        Wire bob = Wire.open(server.port(0), "/chat/tea")) {
      for (int i = 0; i < 200; i++) {
        try (Wire ann = Wire.open(server.port(0), "/chat/tea")) {
          bob.text("message " + i);
          assertThat(ann.read().text()).isEqualTo("message " + i);
        }
        assertThat(bob.read().text()).isEqualTo("data received");
      }
    }
  }
}

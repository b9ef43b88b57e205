package io.parley.app;

import io.parley.broker.memory.MemoryPresence;
import io.parley.chat.Presence;
import io.parley.chat.RoomAccess;
import io.parley.chat.RoomLimits;
import io.parley.chat.RoomName;
import io.parley.chat.Rooms;
import io.parley.chat.TokenVerifier;
import io.parley.endpoint.ConnectionFactory;
import io.parley.endpoint.ConnectionLimits;
import io.parley.endpoint.SessionLimits;
import io.parley.endpoint.Sessions;
import io.parley.endpoint.UserLimits;
import io.parley.guard.Route;
import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.Policy;
import io.parley.handshake.Subprotocols;
import io.parley.memory.MemoryBudget;
import io.parley.settings.CapacitySettings;
import io.parley.settings.Settings;
import io.parley.subprotocol.Echo;
import io.parley.subprotocol.Subprotocol;
import io.parley.subprotocol.json.JsonLimits;
import io.parley.subprotocol.json.ParleyJson;
import io.parley.subprotocol.text.PlainText;
import io.parley.worker.Workers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The rooms, their sessions and their routes. */
final class ChatModule {
  private final Settings settings;
  private final Sessions sessions;
  private final Rooms rooms;
  private final Optional<String> acknowledged;

  /**
   * @param webSockets the most that may be open at once
   * @param access decides what each member may do in a room
   * @param explanations explain a handshake to its client, by its id
   */
  ChatModule(
      Settings settings,
      int webSockets,
      RoomAccess access,
      RoomStore store,
      MemoryBudget budget,
      Workers workers,
      Function<String, Optional<String>> explanations) {
    this.settings = settings;
    this.sessions =
        new Sessions(
            sessionLimits(settings),
            connectionLimits(settings, webSockets),
            budget,
            explanations,
            workers);
    if (settings.loggingSettings().messages()) {
      sessions.logMessages();
    }
    RoomLimits limits = roomLimits(settings);
    Presence presence =
        store.presence().orElseGet(() -> new MemoryPresence(workers, limits.grace()));
    this.acknowledged = store.acknowledged();
    this.rooms = new Rooms(store.broker(), presence, access, limits, workers);
  }

  Rooms rooms() {
    return rooms;
  }

  Sessions sessions() {
    return sessions;
  }

  /**
   * @param echoSubprotocols the subprotocols of the echo endpoint
   * @param verifier of the tokens that clients send on a connection; empty where they send none
   */
  List<Route> routes(
      Policy policy,
      Subprotocols echoSubprotocols,
      Optional<TokenVerifier> verifier,
      BootReport report) {
    Subprotocol json =
        report.watch(new ParleyJson(rooms, jsonLimits(settings), acknowledged, verifier));
    Subprotocol text = report.watch(new PlainText(rooms));
    ConnectionFactory chat =
        sessions.serve(text, Map.of(ParleyJson.NAME, json, PlainText.NAME, text));
    ConnectionFactory echo = sessions.serve(report.watch(new Echo()), Map.of());
    Policy talked =
        policy.withSubprotocols(Subprotocols.of(List.of(ParleyJson.NAME, PlainText.NAME)));
    return List.of(
        Route.of("/", talked, chat).shared(),
        Route.of("/chat", talked, chat),
        Route.of("/chat/{room}", talked, chat)
            .where(values -> RoomName.parse(values.get("room")).isPresent(), RoomName.RULE),
        Route.of("/echo", policy.withSubprotocols(echoSubprotocols), echo));
  }

  AdmissionStatus admissionStatus(String address) {
    if (sessions.isDraining()) {
      return AdmissionStatus.DRAINING;
    }
    if (sessions.isFull()) {
      return AdmissionStatus.FULL;
    }
    return sessions.isFull(address) ? AdmissionStatus.TOO_MANY : AdmissionStatus.FREE;
  }

  /** Closes all sessions. Returns when all are closed or the drain time is over. */
  void drain() {
    sessions.drain(settings.capacitySettings().drain());
    rooms.close();
  }

  static RoomLimits roomLimits(Settings settings) {
    io.parley.settings.RoomSettings set = settings.roomSettings();
    return new RoomLimits(set.max(), set.members(), set.rate(), set.grace());
  }

  private static JsonLimits jsonLimits(Settings settings) {
    return new JsonLimits(
        settings.sessionSettings().maxMessage(), settings.roomSettings().perSession());
  }

  static SessionLimits sessionLimits(Settings settings) {
    io.parley.settings.SessionSettings set = settings.sessionSettings();
    return new SessionLimits(
        set.maxMessage(),
        Math.max(set.maxMessage(), set.waitingBytes()),
        set.waitingMessages(),
        set.stall(),
        set.ping(),
        set.messageRate(),
        set.byteRate());
  }

  private static UserLimits userLimits(CapacitySettings.UserCapacity set) {
    return new UserLimits(set.connections(), set.messageRate(), set.byteRate());
  }

  static ConnectionLimits connectionLimits(Settings settings, int webSockets) {
    int most = Math.min(settings.capacitySettings().connections(), webSockets);
    CapacitySettings set = settings.capacitySettings();
    return new ConnectionLimits(most, set.perAddress(), set.windows(), userLimits(set.users()));
  }
}

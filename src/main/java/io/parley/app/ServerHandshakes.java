package io.parley.app;

import io.parley.endpoint.Endpoints;
import io.parley.guard.Guard;
import io.parley.guard.GuardResult;
import io.parley.guard.PendingUpgrade;
import io.parley.guard.ReceivedRequest;
import io.parley.handshake.ClientHandshake;
import io.parley.handshake.Verdict.Accept;
import io.parley.settings.BridgeAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Decides opening handshakes that the embedded server answers by itself; see {@link
 * BridgeAttributes#HANDSHAKES}.
 */
final class ServerHandshakes implements Function<Map<String, Object>, Map<String, Object>> {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Supplier<Guard> guard;
  private final String context;

  ServerHandshakes(Supplier<Guard> guard, String context) {
    this.guard = guard;
    this.context = context;
  }

  @Override
  public Map<String, Object> apply(Map<String, Object> request) {
    GuardResult result = guard.get().judge(received(request));
    if (result instanceof GuardResult.Upgrade upgrade) {
      return handOver(upgrade.pendingUpgrade());
    }
    return result instanceof GuardResult.Refusal refusal
        ? ServerRefusals.handOver(refusal.refusalResponse())
        : Map.of();
  }

  private ReceivedRequest received(Map<String, Object> request) {
    String target = ServerRefusals.text(request, BridgeAttributes.TARGET);
    int query = target.indexOf('?');
    ClientHandshake clientHandshake =
        new ClientHandshake(
            ServerRefusals.text(request, BridgeAttributes.METHOD),
            ServerRefusals.text(request, BridgeAttributes.PROTOCOL),
            Optional.empty(),
            (Boolean) request.get(BridgeAttributes.SECURE),
            ServerRefusals.headers(request));
    return new ReceivedRequest(
        context,
        target.substring(context.length(), query < 0 ? target.length() : query),
        target,
        ServerRefusals.text(request, BridgeAttributes.ADDRESS),
        Optional.empty(),
        clientHandshake);
  }

  private static Map<String, Object> handOver(PendingUpgrade upgrade) {
    Accept accept = upgrade.acceptedHandshake().accept();
    IntConsumer failed = upgrade::failed;
    Map<String, Object> properties = new HashMap<>(2);
    upgrade.passOn(properties);
    Map<String, Object> answer = new HashMap<>();
    answer.put(BridgeAttributes.STATUS, SWITCHING_PROTOCOLS);
    answer.put(BridgeAttributes.ACCEPTANCE, accept.acceptance().orElseThrow());
    answer.put(BridgeAttributes.ENDPOINT, Endpoints.of(upgrade.path()));
    answer.put(BridgeAttributes.PARAMETERS, upgrade.acceptedHandshake().parameters());
    answer.put(BridgeAttributes.PROPERTIES, properties);
    answer.put(BridgeAttributes.FAILED, failed);
    accept.subprotocol().ifPresent(name -> answer.put(BridgeAttributes.SUBPROTOCOL, name));
    accept
        .extension()
        .ifPresent(extension -> answer.put(BridgeAttributes.EXTENSION, extension.toString()));
    return answer;
  }
}

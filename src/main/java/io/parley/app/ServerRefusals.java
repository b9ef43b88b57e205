package io.parley.app;

import io.parley.guard.Guard;
import io.parley.guard.ReceivedRequest;
import io.parley.guard.RefusalResponse;
import io.parley.guard.UnreadRequest;
import io.parley.handshake.ClientHandshake;
import io.parley.http.Headers;
import io.parley.http.RawHead;
import io.parley.settings.BridgeAttributes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains requests that the embedded server refuses before any filter; see {@link
 * BridgeAttributes#REFUSALS}.
 */
final class ServerRefusals implements Function<Map<String, Object>, Map<String, Object>> {
  /** {@code absolute-form} or {@code origin-form} (RFC 9112 3.2): its authority and path. */
  private static final Pattern TARGET =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*://([^/?]*))?([^?]*).*", Pattern.DOTALL);

  private final Guard guard;
  private final String context;
  private final UnreadRequest.Limits limits;

  ServerRefusals(Guard guard, String context, UnreadRequest.Limits limits) {
    this.guard = guard;
    this.context = context;
    this.limits = limits;
  }

  @Override
  public Map<String, Object> apply(Map<String, Object> request) {
    return request.containsKey(BridgeAttributes.HEAD)
        ? handOver(guard.explain(unread(request)))
        : guard
            .explain(receivedRequest(request), (Integer) request.get(BridgeAttributes.STATUS))
            .map(ServerRefusals::handOver)
            .orElse(Map.of());
  }

  UnreadRequest unread(Map<String, Object> request) {
    return new UnreadRequest(
        context,
        RawHead.parse((byte[]) request.get(BridgeAttributes.HEAD)),
        text(request, BridgeAttributes.ADDRESS),
        (Boolean) request.get(BridgeAttributes.SECURE),
        (Integer) request.get(BridgeAttributes.STATUS),
        limits);
  }

  private ReceivedRequest receivedRequest(Map<String, Object> request) {
    Matcher target = TARGET.matcher(text(request, BridgeAttributes.TARGET));
    boolean known = target.matches();
    ClientHandshake clientHandshake =
        new ClientHandshake(
            text(request, BridgeAttributes.METHOD),
            text(request, BridgeAttributes.PROTOCOL),
            Optional.ofNullable(known ? target.group(1) : null),
            (Boolean) request.get(BridgeAttributes.SECURE),
            headers(request));
    String path = known ? target.group(2) : "";
    String below = path.startsWith(context) ? path.substring(context.length()) : path;
    String whole = text(request, BridgeAttributes.TARGET);
    String address = text(request, BridgeAttributes.ADDRESS);
    return new ReceivedRequest(context, below, whole, address, Optional.empty(), clientHandshake);
  }

  static String text(Map<String, Object> request, String key) {
    return (String) request.get(key);
  }

  @SuppressWarnings("unchecked") // BridgeAttributes documents the type.
  static Headers headers(Map<String, Object> request) {
    List<Map.Entry<String, String>> fields =
        (List<Map.Entry<String, String>>) request.get(BridgeAttributes.FIELDS);
    List<Headers.Field> stripped = new ArrayList<>(fields.size());
    for (Map.Entry<String, String> field : fields) {
      stripped.add(new Headers.Field(field.getKey(), field.getValue().strip()));
    }
    return Headers.of(stripped);
  }

  static Map<String, Object> handOver(RefusalResponse refusalResponse) {
    List<Map.Entry<String, String>> fields =
        refusalResponse.fields().fields().stream()
            .map(f -> Map.entry(f.name(), f.value()))
            .toList();
    return Map.of(
        BridgeAttributes.STATUS, refusalResponse.status(),
        BridgeAttributes.FIELDS, fields,
        BridgeAttributes.BODY, refusalResponse.body().getBytes(StandardCharsets.UTF_8));
  }
}

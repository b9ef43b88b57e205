package io.parley.app;

import io.parley.guard.Answer;
import io.parley.guard.Asked;
import io.parley.guard.Guard;
import io.parley.guard.UnreadRequest;
import io.parley.handshake.Offer;
import io.parley.handshake.Slot;
import io.parley.http.Headers;
import io.parley.http.RawHead;
import io.parley.settings.Handover;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains what the embedded server refuses before any filter: {@link Handover#REFUSALS}. */
final class Refusals implements Function<Map<String, Object>, Map<String, Object>> {
  /** {@code absolute-form} or {@code origin-form}, the query apart (RFC 9112 3.2). */
  private static final Pattern TARGET =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*://([^/?]*))?([^?]*).*", Pattern.DOTALL);

  private final Guard guard;
  private final String context;
  private final UnreadRequest.Limits limits;

  Refusals(Guard guard, String context, UnreadRequest.Limits limits) {
    this.guard = guard;
    this.context = context;
    this.limits = limits;
  }

  @Override
  public Map<String, Object> apply(Map<String, Object> request) {
    return request.containsKey(Handover.HEAD)
        ? handOver(guard.explain(unread(request)))
        : guard
            .explain(asked(request), (Integer) request.get(Handover.STATUS))
            .map(Refusals::handOver)
            .orElse(Map.of());
  }

  private UnreadRequest unread(Map<String, Object> request) {
    return new UnreadRequest(
        context,
        RawHead.parse((byte[]) request.get(Handover.HEAD)),
        text(request, Handover.ADDRESS),
        (Integer) request.get(Handover.STATUS),
        limits);
  }

  private Asked asked(Map<String, Object> request) {
    Matcher target = TARGET.matcher(text(request, Handover.TARGET));
    boolean known = target.matches();
    Offer offer =
        new Offer(
            text(request, Handover.METHOD),
            text(request, Handover.PROTOCOL),
            Optional.ofNullable(known ? target.group(1) : null),
            false,
            false,
            Slot.FREE,
            headers(request));
    String path = known ? target.group(2) : "";
    String below = path.startsWith(context) ? path.substring(context.length()) : path;
    String whole = text(request, Handover.TARGET);
    String address = text(request, Handover.ADDRESS);
    return new Asked(context, below, whole, address, Optional.empty(), offer);
  }

  private static String text(Map<String, Object> request, String key) {
    return (String) request.get(key);
  }

  @SuppressWarnings("unchecked") // Handover says what it is.
  private static Headers headers(Map<String, Object> request) {
    List<Map.Entry<String, String>> fields =
        (List<Map.Entry<String, String>>) request.get(Handover.FIELDS);
    return Headers.of(
        fields.stream().map(f -> new Headers.Field(f.getKey(), f.getValue().strip())).toList());
  }

  private static Map<String, Object> handOver(Answer answer) {
    List<Map.Entry<String, String>> fields =
        answer.fields().fields().stream().map(f -> Map.entry(f.name(), f.value())).toList();
    return Map.of(
        Handover.STATUS, answer.status(),
        Handover.FIELDS, fields,
        Handover.BODY, answer.body().getBytes(StandardCharsets.UTF_8));
  }
}

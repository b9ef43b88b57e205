package io.parley.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.journal.ConnectionEnd;
import io.parley.journal.HandshakeListener;
import io.parley.journal.HandshakeRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Counts handshakes by outcome, and connections by close code. Thread-safe. */
public final class Counters implements HandshakeListener {
  private static final String CODE = "code";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final MeterProvider<Counter> handshakes =
      Counter.builder("parley.handshakes")
          .description("Opening handshakes by what became of them: accepted, or a refusal's code")
          .withRegistry(registry);

  private final MeterProvider<Counter> closes =
      Counter.builder("parley.closes")
          .description("Connections that ended, by close code")
          .withRegistry(registry);

  private final MeterProvider<Counter> operatorRefusals =
      Counter.builder("parley.operator.refusals")
          .description("Requests for the operator's pages that were refused, by the reason")
          .withRegistry(registry);

  /** By the code; a provider looks its counter up anew each time. */
  private final Map<String, Counter> byOutcome = new ConcurrentHashMap<>();

  private final Map<String, Counter> byCloseCode = new ConcurrentHashMap<>();

  private final Counter operatorCloses =
      Counter.builder("parley.operator.closes")
          .description("Connections that the operator closed")
          .register(registry);

  /** Strong references, since the registry has only weak ones. */
  private final List<LongSupplier> counted = new CopyOnWriteArrayList<>();

  /**
   * @param connections the number of open connections
   */
  public Counters(IntSupplier connections) {
    Gauge.builder("parley.connections", connections, IntSupplier::getAsInt)
        .description("Open connections")
        .strongReference(true)
        .register(registry);
  }

  /** Adds the TCP connections of the embedded server, by their state. */
  public Counters withConnections(Map<String, LongSupplier> byState) {
    byState.forEach(
        (state, count) ->
            Gauge.builder("parley.tcp.connections", count, LongSupplier::getAsLong)
                .description("TCP connections: open, and those of them that wait for a request")
                .tag("state", state)
                .strongReference(true)
                .register(registry));
    return this;
  }

  /** Adds the TCP connections that were closed without a request, by the reason. */
  public Counters withClosedConnections(Map<String, LongSupplier> byReason) {
    counted.addAll(byReason.values());
    byReason.forEach(
        (reason, count) ->
            FunctionCounter.builder("parley.tcp.closed", count, LongSupplier::getAsLong)
                .description("TCP connections that were closed before they had a whole request")
                .tag("reason", reason)
                .register(registry));
    return this;
  }

  /**
   * Adds the memory that the server holds for connections.
   *
   * @param byUse bytes
   * @param limit of all uses together, in bytes
   * @param evictions the number of connections closed because of that limit
   */
  public Counters withMemory(Map<String, LongSupplier> byUse, long limit, LongSupplier evictions) {
    byUse.forEach(
        (use, bytes) ->
            Gauge.builder("parley.client.memory", bytes, LongSupplier::getAsLong)
                .description("Bytes that connections make the server hold, by what for")
                .baseUnit("bytes")
                .tag("use", use)
                .strongReference(true)
                .register(registry));
    Gauge.builder("parley.client.memory.limit", () -> limit)
        .description("Bytes beyond which those who hold most are closed")
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
    counted.add(evictions);
    FunctionCounter.builder("parley.client.evictions", evictions, LongSupplier::getAsLong)
        .description("Connections closed because they held most of the memory of all")
        .register(registry);
    return this;
  }

  /** Adds the messages that rooms stored, and those passed on to their members. */
  public Counters withMessages(LongSupplier messages, LongSupplier deliveries) {
    counted.addAll(List.of(messages, deliveries));
    FunctionCounter.builder("parley.messages", messages, LongSupplier::getAsLong)
        .description("Messages of rooms that have members on this server")
        .register(registry);
    FunctionCounter.builder("parley.deliveries", deliveries, LongSupplier::getAsLong)
        .description("The same messages, once for each member that they were passed on to")
        .register(registry);
    return this;
  }

  /**
   * Adds what a Redis that keeps the rooms was used for.
   *
   * @param byEvent numbers of events that only grow
   * @param lag of a published message, in nanoseconds
   */
  public Counters withRedis(Map<String, LongSupplier> byEvent, LongSupplier lag) {
    counted.addAll(byEvent.values());
    byEvent.forEach(
        (event, count) ->
            FunctionCounter.builder("parley.redis." + event, count, LongSupplier::getAsLong)
                .description("What happened between this server and Redis, by the metric's name")
                .register(registry));
    Gauge.builder("parley.redis.lag", () -> lag.getAsLong() / 1e9)
        .description("Time from the publication of the last probe to its arrival")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
    return this;
  }

  /** Adds the errors of the application's own threads, by the worker's name. */
  public Counters withWorkerFailures(Map<String, LongSupplier> byWorker) {
    counted.addAll(byWorker.values());
    byWorker.forEach(
        (worker, count) ->
            FunctionCounter.builder("parley.worker.failures", count, LongSupplier::getAsLong)
                .description("Errors that the server's own threads, pools and timers met")
                .tag("worker", worker)
                .register(registry));
    return this;
  }

  @Override
  public void judged(HandshakeRecord handshakeRecord) {
    byOutcome
        .computeIfAbsent(handshakeRecord.outcome(), code -> handshakes.withTag(CODE, code))
        .increment();
  }

  @Override
  public void ended(String id, ConnectionEnd connectionEnd) {
    byCloseCode
        .computeIfAbsent(known(connectionEnd.code()), code -> closes.withTag(CODE, code))
        .increment();
  }

  /**
   * Counts a request for the operator's pages that was refused.
   *
   * @param reason one of a few fixed values
   */
  public void operatorRefused(String reason) {
    operatorRefusals.withTag("reason", reason).increment();
  }

  /** Counts a connection that the operator closed. */
  public void operatorClosed() {
    operatorCloses.increment();
  }

  /** Returns the handshakes so far by what became of them. */
  public Map<String, Long> handshakes() {
    return byCode("parley.handshakes");
  }

  /** Returns the connections that ended so far by their close code. */
  public Map<String, Long> closes() {
    return byCode("parley.closes");
  }

  private Map<String, Long> byCode(String name) {
    Map<String, Long> counts = new TreeMap<>();
    for (Counter counter : registry.find(name).counters()) {
      counts.put(counter.getId().getTag(CODE), (long) counter.count());
    }
    return counts;
  }

  /** Keeps the codes of RFC 6455 7.4, so that invented codes create no time series. */
  private static String known(int code) {
    return code >= 1000 && code <= 1015 ? Integer.toString(code) : "other";
  }

  /** The counters in Prometheus' text format, version 0.0.4. */
  String text() {
    return registry.scrape();
  }
}

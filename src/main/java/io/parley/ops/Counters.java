package io.parley.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.journal.Ending;
import io.parley.journal.Entry;
import io.parley.journal.Witness;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Counts handshakes by what became of them, and connections by how they ended. */
public final class Counters implements Witness {
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

  /**
   * @param connections how many are open
   */
  public Counters(IntSupplier connections) {
    Gauge.builder("parley.connections", connections, IntSupplier::getAsInt)
        .description("Open connections")
        .strongReference(true)
        .register(registry);
  }

  /** Counts, too, the TCP connections of the embedded server, by their state. */
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

  /** Counts, too, the TCP connections that were closed without a request, by the reason. */
  public Counters withClosedConnections(Map<String, LongSupplier> byReason) {
    byReason.forEach(
        (reason, count) ->
            FunctionCounter.builder("parley.tcp.closed", count, LongSupplier::getAsLong)
                .description("TCP connections that were closed before they had a whole request")
                .tag("reason", reason)
                .register(registry));
    return this;
  }

  @Override
  public void judged(Entry entry) {
    handshakes.withTag(CODE, entry.outcome()).increment();
  }

  @Override
  public void ended(String id, Ending ending) {
    closes.withTag(CODE, known(ending.code())).increment();
  }

  /**
   * Counts a request for the operator's pages that was refused.
   *
   * @param reason one of few
   */
  public void operatorRefused(String reason) {
    operatorRefusals.withTag("reason", reason).increment();
  }

  /** Those of RFC 6455 7.4: a peer that makes up codes makes no time series. */
  private static String known(int code) {
    return code >= 1000 && code <= 1015 ? Integer.toString(code) : "other";
  }

  /** In Prometheus' text format, version 0.0.4. */
  String text() {
    return registry.scrape();
  }
}

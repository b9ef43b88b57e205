package io.parley.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.OutageTolerantJWKSetSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RetryingJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.parley.worker.WorkerPool;
import io.parley.worker.WorkerTimer;
import io.parley.worker.Workers;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The issuer's keys at a URL. A thread of its own fetches them, ahead of the end of their time, so
 * that a handshake whose key is known never waits for the issuer. One fetch serves all that wait.
 *
 * <p>Nimbus' sources limit the rate, retry, and keep the last keys in an outage. Its caches are not
 * used: they fetch on the thread of the caller that finds the keys old.
 */
public final class RemoteKeys implements KeySource {
  /** How old keys may become while the issuer answers: a removed key is accepted so long. */
  static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

  /** How long before the end of that time new ones are fetched. */
  static final Duration AHEAD = Duration.ofSeconds(30);

  /** The interval in which the issuer is asked at most twice. */
  static final Duration RATE = Duration.ofSeconds(30);

  /** How long the last keys are used while the issuer does not answer. */
  static final Duration OUTAGE = Duration.ofHours(1);

  private static final Duration CHECK = Duration.ofSeconds(10);

  /** After the rate was reached, nobody waits for so long. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Requests that wait for one fetch. */
  private static final int MOST_WAITING = 256;

  private static final Logger LOG = System.getLogger("io.parley.identity");

  private final URI uri;
  private final KeyDownload download;
  private final JWKSetSource<SecurityContext> source;
  private final WorkerPool fetcher;
  private final WorkerPool connections;
  private final WorkerTimer timer;
  private final AtomicInteger waiting = new AtomicInteger();
  private final long begin = System.nanoTime();
  private volatile Optional<Snapshot> snapshot = Optional.empty();
  private volatile long limitedUntil = begin;
  private volatile boolean failing;

  /** The fetch that runs. Guarded by this. */
  private Optional<CompletableFuture<JWKSet>> fetching = Optional.empty();

  /** The keys, and when they were fetched. */
  private record Snapshot(JWKSet keys, long nanos) {
    boolean isOlderThan(Duration age) {
      return System.nanoTime() - nanos > age.toNanos();
    }
  }

  /** Fetches the keys once. */
  private final class Issuer implements JWKSetSource<SecurityContext> {
    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
        throws KeySourceException {
      JWKSet keys = fetched();
      snapshot = Optional.of(new Snapshot(keys, System.nanoTime()));
      succeeded(keys);
      return keys;
    }

    private JWKSet fetched() throws KeySourceException {
      try {
        return KeySets.parse(download.get(uri))
            .orElseThrow(() -> unavailable("the answer is not a JWK set"));
      } catch (IOException failure) {
        throw unavailable(String.valueOf(failure.getMessage()));
      }
    }

    private JWKSetUnavailableException unavailable(String why) {
      failed(why);
      return new JWKSetUnavailableException(why);
    }

    @Override
    public void close() {
      // Nothing is open between two fetches.
    }
  }

  private RemoteKeys(URI uri, Workers workers) {
    this.uri = uri;
    this.fetcher = workers.pool("parley-token-keys", 1, 1);
    this.connections = workers.pool("parley-token-http", 2, 64).shrinking();
    this.timer = workers.timer("parley-token-timer");
    this.download = new KeyDownload(connections);
    this.source =
        new OutageTolerantJWKSetSource<>(
            new RetryingJWKSetSource<>(
                new RateLimitedJWKSetSource<>(new Issuer(), RATE.toMillis(), null), null),
            OUTAGE.toMillis(),
            null);
  }

  /** Starts to fetch the keys, and returns at once. */
  public static RemoteKeys at(URI uri, Workers workers) {
    RemoteKeys keys = new RemoteKeys(uri, workers);
    keys.refreshIfDue();
    keys.timer.every("parley-token-refresh", CHECK, keys::refreshIfDue);
    return keys;
  }

  @Override
  public Optional<JWKSet> current() {
    return snapshot.filter(held -> !held.isOlderThan(OUTAGE)).map(Snapshot::keys);
  }

  @Override
  public CompletionStage<JWKSet> newerThan(Optional<JWKSet> seen) {
    if (System.nanoTime() - limitedUntil < 0) {
      return known(new RateLimitReachedException());
    }
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return CompletableFuture.failedFuture(new RejectedExecutionException("too many wait"));
    }
    return fetch(seen).whenComplete((keys, failure) -> waiting.decrementAndGet());
  }

  private CompletableFuture<JWKSet> known(Exception otherwise) {
    return current()
        .map(CompletableFuture::completedFuture)
        .orElseGet(() -> CompletableFuture.failedFuture(otherwise));
  }

  private void refreshIfDue() {
    Optional<Snapshot> held = snapshot;
    if (held.filter(one -> !one.isOlderThan(TIME_TO_LIVE.minus(AHEAD))).isEmpty()) {
      var unused = fetch(held.map(Snapshot::keys));
    }
  }

  /**
   * Joins the fetch that runs; otherwise starts one, unless one has ended since the caller looked.
   */
  private synchronized CompletableFuture<JWKSet> fetch(Optional<JWKSet> seen) {
    if (fetching.isPresent()) {
      return fetching.get();
    }
    Optional<JWKSet> newest = current().filter(keys -> isNot(keys, seen));
    if (newest.isPresent()) {
      return CompletableFuture.completedFuture(newest.get());
    }
    CompletableFuture<JWKSet> started = new CompletableFuture<>();
    fetching = Optional.of(started);
    if (!fetcher.execute(() -> run(started))) {
      end(started, CompletableFuture.failedFuture(new RejectedExecutionException("closed")));
    }
    return started;
  }

  @SuppressWarnings("ReferenceEquality") // The same keys, fetched again, are newer.
  private static boolean isNot(JWKSet keys, Optional<JWKSet> seen) {
    return seen.filter(one -> one == keys).isEmpty();
  }

  private void run(CompletableFuture<JWKSet> started) {
    CompletableFuture<JWKSet> result =
        CompletableFuture.failedFuture(new IllegalStateException("the fetch failed"));
    try {
      result = ask();
    } finally {
      end(started, result);
    }
  }

  private CompletableFuture<JWKSet> ask() {
    try {
      long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
      return CompletableFuture.completedFuture(
          source.getJWKSet(JWKSetCacheRefreshEvaluator.forceRefresh(), millis, null));
    } catch (RateLimitReachedException limited) {
      limitedUntil = System.nanoTime() + PAUSE.toNanos();
      return known(limited);
    } catch (KeySourceException unavailable) {
      return CompletableFuture.failedFuture(unavailable);
    }
  }

  private void end(CompletableFuture<JWKSet> started, CompletableFuture<JWKSet> result) {
    synchronized (this) {
      fetching = Optional.empty();
    }
    var unused =
        result.whenComplete(
            (keys, failure) -> {
              if (failure == null) {
                started.complete(keys);
              } else {
                started.completeExceptionally(failure);
              }
            });
  }

  private void succeeded(JWKSet keys) {
    LOG.log(
        failing ? Level.INFO : Level.DEBUG,
        () -> "fetched " + keys.size() + " keys for tokens from " + shown());
    failing = false;
  }

  private void failed(String why) {
    if (!failing && !download.isClosed()) {
      LOG.log(
          Level.WARNING,
          "keys for tokens cannot be fetched from "
              + shown()
              + ": "
              + why
              + "; "
              + (snapshot.isPresent()
                  ? "the last ones are used for up to " + OUTAGE.toMinutes() + " min"
                  : "no token can be verified"));
    }
    failing = true;
  }

  private String shown() {
    return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  @Override
  public String description() {
    return "the keys at " + shown();
  }

  /** Ends all threads; what waits for keys fails or gets those that are known. */
  @Override
  public void close() {
    timer.close();
    download.close();
    fetcher.close();
    connections.close();
  }
}

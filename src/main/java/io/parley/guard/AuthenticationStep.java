package io.parley.guard;

import io.parley.guard.Authenticator.Authenticated;
import io.parley.guard.Authenticator.Refused;
import io.parley.guard.Authenticator.Result;
import io.parley.handshake.AuthenticationStatus;
import io.parley.http.SafeText;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an authenticator and waits for its result on the request's thread. An asynchronous dispatch
 * would keep the containers' own WebSocket filters from the request, so the wait is bounded
 * instead.
 */
final class AuthenticationStep {
  /** The longest wait for a result. Meanwhile the thread serves no other request. */
  static final int SECONDS = 5;

  /**
   * Threads that wait at once, at most. A further request gets no result, so that a slow
   * authenticator cannot take all threads of the server.
   */
  static final int MOST_WAITING = 64;

  private static final LimitedLog LOG = LimitedLog.of("io.parley.guard", 10, 100);

  private final Authenticator authenticator;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);

  AuthenticationStep(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /**
   * Waits for the result; empty where there is none in time, or too many requests wait already.
   * Never throws.
   *
   * @param id the handshake's, for the log
   * @param subprotocols those that the client offers
   */
  Optional<Result> result(String id, UpgradeRequest request, List<String> subprotocols) {
    try {
      return Optional.of(await(ask(request, subprotocols)));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return failed(id, request, stopping);
    } catch (ExecutionException failure) {
      return failed(id, request, failure.getCause());
    } catch (TimeoutException | RuntimeException | Error failure) {
      return failed(id, request, failure);
    }
  }

  private Result await(CompletableFuture<Result> result)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (result.isDone()) {
      return result.get();
    }
    if (!waiting.tryAcquire()) {
      throw new TooManyWaitingException();
    }
    try {
      return result.get(SECONDS, TimeUnit.SECONDS);
    } finally {
      waiting.release();
    }
  }

  private CompletableFuture<Result> ask(UpgradeRequest request, List<String> subprotocols) {
    CompletableFuture<Result> result = new CompletableFuture<>();
    authenticator
        .authenticate(request, subprotocols)
        .whenComplete(
            (value, failure) -> {
              if (failure == null) {
                result.complete(value);
              } else {
                result.completeExceptionally(failure);
              }
            });
    return result;
  }

  private static Optional<Result> failed(String id, UpgradeRequest request, Throwable cause) {
    LOG.log(Level.ERROR, request.address(), "authentication of " + id + " failed", cause);
    return Optional.empty();
  }

  /** Distinguishes this cause in the log, which shows the classes of a failure only. */
  private static final class TooManyWaitingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyWaitingException() {
      super("too many requests wait for their authentication", null, false, false);
    }
  }

  /** The result for the rule. */
  static AuthenticationStatus status(Optional<Result> result) {
    if (result.isEmpty()) {
      return new AuthenticationStatus.Unavailable();
    }
    if (result.get() instanceof Refused refused) {
      return new AuthenticationStatus.Refused(
          refused.problemCode(), SafeText.of(refused.detail()), refused.fields());
    }
    return result.get() instanceof Authenticated
        ? new AuthenticationStatus.Authenticated()
        : new AuthenticationStatus.Anonymous();
  }
}

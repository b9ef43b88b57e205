package io.parley.broker.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.parley.chat.StageFailure;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * What a failure of a script that appends means.
 *
 * <p>Redis refuses a script at its first write, before anything is changed. Version 6 puts its own
 * words before the code of such an error.
 */
enum RedisFailure {
  /** Nothing was executed, and the same call may succeed soon. */
  NOT_NOW,
  /** Nothing was executed: there is no memory left. */
  FULL,
  /** Nothing was stored, and the same call would fail again. */
  REFUSED,
  /** It may or may not have been executed. */
  UNKNOWN;

  private static final Pattern SOON =
      Pattern.compile(
          "(^|[ -])(NOREPLICAS|LOADING|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|READONLY|MOVED|ASK|BUSY"
              + "|MISCONF|UNBLOCKED|NOAUTH) ");

  private static final Pattern OUT_OF_MEMORY = Pattern.compile("(^|[ -])OOM ");

  static RedisFailure of(Throwable failure) {
    Optional<String> answer =
        StageFailure.as(RedisCommandExecutionException.class, failure)
            .map(error -> String.valueOf(error.getMessage()));
    if (answer.isEmpty()) {
      return isUnsent(failure) ? NOT_NOW : UNKNOWN;
    } else if (OUT_OF_MEMORY.matcher(answer.get()).find()) {
      return FULL;
    }
    return SOON.matcher(answer.get()).find() ? NOT_NOW : REFUSED;
  }

  private static boolean isUnsent(Throwable failure) {
    return StageFailure.as(RedisConnectionException.class, failure)
        .filter(error -> Primary.NOT_CONNECTED.equals(error.getMessage()))
        .isPresent();
  }

  /** Whether the answer says that another server has the keys, or that this one is no primary. */
  static boolean isOfOtherServer(Throwable failure) {
    return StageFailure.as(RedisCommandExecutionException.class, failure)
        .map(error -> String.valueOf(error.getMessage()))
        .filter(message -> message.matches("(?s).*(MOVED|ASK|READONLY|CLUSTERDOWN) .*"))
        .isPresent();
  }

  /** Makes a failure one of the store: that of a log which cannot be read or written now. */
  static <T> CompletionStage<T> asOfStore(CompletionStage<T> stage) {
    return stage.exceptionallyCompose(
        failure ->
            CompletableFuture.failedFuture(new IOException("Redis does not answer", failure)));
  }
}

package io.parley.broker.sqlite;

import io.parley.chat.UncertainException;
import java.util.List;

/**
 * A batch that may have been committed. It is tried again before anything later is written, so that
 * the order stays.
 *
 * @param deadline in nanoseconds, after which its outcome stays unknown
 */
record UncertainBatch(List<PendingAppend> batch, long deadline) {
  /** Fails each append that was not refused. */
  void giveUp(Throwable failure) {
    UncertainException reason =
        new UncertainException("it is not known whether it is stored", failure);
    batch.stream()
        .filter(pendingAppend -> !pendingAppend.isRefused())
        .forEach(pendingAppend -> pendingAppend.refuse(reason));
  }
}

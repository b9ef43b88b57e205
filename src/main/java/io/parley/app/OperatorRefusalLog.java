package io.parley.app;

import io.parley.guard.LimitedLog;
import io.parley.ops.Counters;
import io.parley.page.OperatorRefusal;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Logs and counts the refused requests for the operator's pages. */
final class OperatorRefusalLog implements Consumer<OperatorRefusal> {
  private final LimitedLog log = LimitedLog.of("io.parley.page", 10, 100);
  private final Counters counters;

  OperatorRefusalLog(Counters counters) {
    this.counters = counters;
  }

  @Override
  public void accept(OperatorRefusal refusal) {
    String reason = refusal.reason().toString();
    counters.operatorRefused(reason);
    log.log(
        Level.INFO,
        refusal.address(),
        () ->
            String.join(
                " ",
                "refused operator",
                reason,
                refusal.method(),
                refusal.resource(),
                refusal.address()));
  }
}

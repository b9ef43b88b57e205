package io.parley.probe.client;

import java.util.function.UnaryOperator;

/** What we say to a client in one case. */
@FunctionalInterface
interface ClientScript {
  void play(Dialog dialog);

  /** Changes the right answer, and talks on as if it were right. */
  static ClientScript conversing(UnaryOperator<ServerAnswer> change) {
    return dialog -> dialog.converse(change.apply(dialog.right()).octets());
  }

  /** Changes the right answer, and waits for what the client does. */
  static ClientScript answering(UnaryOperator<ServerAnswer> change) {
    return dialog -> dialog.sayAndWatch(change.apply(dialog.right()).octets());
  }

  /** Changes the right answer to a refusal. */
  static ClientScript refusing(UnaryOperator<ServerAnswer> change) {
    return dialog -> dialog.refuse(change.apply(dialog.right()).octets());
  }
}

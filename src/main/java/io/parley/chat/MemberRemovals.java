package io.parley.chat;

import java.util.function.Consumer;

/**
 * Tells the nodes that share the rooms which member the operator has removed, so that each closes
 * its connections. Thread-safe; no call blocks.
 */
public interface MemberRemovals {
  /** Of a server that shares its rooms with no other. */
  MemberRemovals SINGLE_NODE =
      new MemberRemovals() {
        @Override
        public void announce(String member) {}

        @Override
        public void listen(Consumer<String> removed) {}
      };

  /**
   * Tells all other nodes within a second; one that cannot be reached is not told.
   *
   * @param member the id of a member or of a user
   */
  void announce(String member);

  /**
   * Sets the listener to what other nodes announce. Called once.
   *
   * @param removed must not block
   */
  void listen(Consumer<String> removed);
}

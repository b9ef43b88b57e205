package io.parley.broker.redis;

/** A subscription to the hints of one room. Equal only to itself. */
final class HintSource {
  private final Shard shard;
  private volatile boolean confirmed;

  HintSource(Shard shard) {
    this.shard = shard;
  }

  Shard shard() {
    return shard;
  }

  /** Notes that the server has confirmed it. */
  void confirm() {
    confirmed = true;
  }

  boolean isConfirmed() {
    return confirmed;
  }
}

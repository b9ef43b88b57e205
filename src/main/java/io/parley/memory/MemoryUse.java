package io.parley.memory;

/** What bytes are held for. */
public enum MemoryUse {
  /** Messages that wait to be sent, and those that are being sent. */
  OUTPUT,
  /** Messages of which not all has come. */
  UNFINISHED,
  /** What was sent before, for clients that compress with it. */
  COMPRESSION,
  /** Messages on their way into the store. */
  STORING,
  /** The recent handshakes. */
  JOURNAL
}

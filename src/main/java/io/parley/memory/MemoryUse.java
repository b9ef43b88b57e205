package io.parley.memory;

/** The use of held bytes. */
public enum MemoryUse {
  /** Messages that wait to be sent or are being sent. */
  OUTPUT,
  /** Messages that are not received completely. */
  UNFINISHED,
  /** Compression windows: what was sent before, for clients that compress with it. */
  COMPRESSION,
  /** Messages that are not stored yet. */
  STORING,
  /** The recent handshakes. */
  JOURNAL
}

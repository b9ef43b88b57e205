package io.parley.server;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The texts that one thread has sent last, in UTF-8. A room sends the same strings to one member
 * after another, and each is encoded once. Strings are compared by identity; those that share an
 * index only cause more encoding. A weak reference keeps nothing alive.
 */
final class EncodedTexts {
  /** Twice the messages that a room delivers together. */
  private static final int SLOTS = 128;

  private static final ThreadLocal<EncodedTexts> OF_THREAD =
      ThreadLocal.withInitial(EncodedTexts::new);

  /** A string that may have been used before, and its bytes. */
  private static final class Entry {
    private final String text;
    private final byte[] bytes;

    Entry(String text) {
      this.text = text;
      this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final WeakReference<Entry> NONE = new WeakReference<>(null);

  private final List<WeakReference<Entry>> slots =
      new ArrayList<>(Collections.nCopies(SLOTS, NONE));

  /** Returns the cache of this thread. */
  static EncodedTexts ofThread() {
    return OF_THREAD.get();
  }

  /** Returns a view of the text's bytes with its own position; nobody may write to it. */
  ByteBuffer encoded(String text) {
    int slot = Math.floorMod(System.identityHashCode(text), SLOTS);
    Entry known = slots.get(slot).get();
    if (known != null && isSame(known.text, text)) {
      return ByteBuffer.wrap(known.bytes);
    }
    Entry entry = new Entry(text);
    slots.set(slot, new WeakReference<>(entry));
    return ByteBuffer.wrap(entry.bytes);
  }

  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // Equality would read both.
  private static boolean isSame(String one, String other) {
    return one == other;
  }
}

package io.parley.probe.client;

import java.util.Set;

/** The keys, and the first masks, of a client's connections before this one. */
record ClientHistory(Set<String> keys, Set<String> masks) {
  ClientHistory {
    keys = Set.copyOf(keys);
    masks = Set.copyOf(masks);
  }
}

package io.parley.settings;

import java.util.Optional;

/**
 * What an operator gets to see.
 *
 * @param journal handshakes kept for the list
 * @param token of the operator; empty where none is set
 */
public record ObservabilitySettings(int journal, Optional<Secret> token) {
  /** More than anybody looks through; the journal's own bound in bytes ends it before. */
  static final int MOST_JOURNAL = 10_000;
}

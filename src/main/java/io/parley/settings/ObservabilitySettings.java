package io.parley.settings;

import java.util.Optional;

/**
 * The settings of what an operator can see.
 *
 * @param journal the most handshakes that the list keeps
 * @param token the operator's; empty where none is set
 */
public record ObservabilitySettings(int journal, Optional<Secret> token) {
  /** More than anyone reads; the journal's own bound in bytes is usually reached earlier. */
  static final int MOST_JOURNAL = 10_000;
}

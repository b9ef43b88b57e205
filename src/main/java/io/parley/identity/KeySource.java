package io.parley.identity;

import com.nimbusds.jose.jwk.JWKSet;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The issuer's keys. Thread-safe. */
public interface KeySource extends AutoCloseable {
  /** Returns the keys that are known, without waiting; empty where none is known. */
  Optional<JWKSet> current();

  /**
   * Returns the newest keys, where {@link #current} has not the one that is needed. The stage is
   * complete at once where they were asked for only recently, and fails where none is known.
   */
  CompletionStage<JWKSet> refreshed();

  /** Describes where the keys come from, for the operator. */
  String description();

  /** Ends the fetching of keys, where there is any. */
  @Override
  default void close() {}
}

package io.parley.identity;

import com.nimbusds.jose.jwk.JWKSet;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The issuer's keys. Thread-safe. */
public interface KeySource extends AutoCloseable {
  /** Returns the keys that are known, without waiting; empty where none is known. */
  Optional<JWKSet> current();

  /**
   * Returns newer keys than those that lack the one that is needed. The stage is complete at once
   * where newer ones are known already, or where they were asked for only recently; it fails where
   * none is known.
   *
   * @param seen what {@link #current} returned
   */
  CompletionStage<JWKSet> newerThan(Optional<JWKSet> seen);

  /** Describes where the keys come from, for the operator. */
  String description();

  /** Ends the fetching of keys, where there is any. */
  @Override
  default void close() {}
}

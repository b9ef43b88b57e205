package io.parley.http;

import java.util.Optional;
import java.util.function.Function;

/** The result of parsing a peer's text: a value, or the reason why there is none. */
public sealed interface Parsed<T> {

  record Valid<T>(T value) implements Parsed<T> {}

  /**
   * @param why part of a sentence, safe to show
   */
  record Malformed<T>(String why) implements Parsed<T> {}

  default <R> Parsed<R> map(Function<? super T, ? extends R> function) {
    return this instanceof Valid<T> found
        ? new Valid<>(function.apply(found.value()))
        : new Malformed<>(((Malformed<T>) this).why());
  }

  /** The value; empty where the text was malformed. */
  default Optional<T> valid() {
    return this instanceof Valid<T> found ? Optional.of(found.value()) : Optional.empty();
  }
}

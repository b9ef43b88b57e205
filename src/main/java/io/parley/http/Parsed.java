package io.parley.http;

import java.util.Optional;
import java.util.function.Function;

/** What became of a peer's text: a value, or why there is none. */
public sealed interface Parsed<T> {

  record Valid<T>(T value) implements Parsed<T> {}

  /**
   * @param why a clause in plain words, safe to show
   */
  record Malformed<T>(String why) implements Parsed<T> {}

  default <R> Parsed<R> map(Function<? super T, ? extends R> function) {
    return this instanceof Valid<T> found
        ? new Valid<>(function.apply(found.value()))
        : new Malformed<>(((Malformed<T>) this).why());
  }

  /** Empty where the text was malformed. */
  default Optional<T> valid() {
    return this instanceof Valid<T> found ? Optional.of(found.value()) : Optional.empty();
  }
}

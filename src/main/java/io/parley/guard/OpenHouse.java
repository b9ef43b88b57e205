package io.parley.guard;

import java.util.Optional;

/** For endpoints that need nothing from the guard. */
enum OpenHouse implements Reception, Reception.Reserved {
  INSTANCE;

  @Override
  public Optional<Reserved> admit(Decision decision) {
    return Optional.of(this);
  }

  @Override
  public void abandon() {}
}

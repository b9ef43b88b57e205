package io.parley.probe;

/** The requirement level of a case. */
public enum DemandLevel {
  /** The standard requires it. */
  MUST("MUST"),
  /** The standard requires it unless there is a good reason. */
  SHOULD("SHOULD"),
  /** The standard allows otherwise, but a server is better with it. */
  BEST("best practice");

  private final String shown;

  DemandLevel(String shown) {
    this.shown = shown;
  }

  @Override
  public String toString() {
    return shown;
  }
}

package io.parley.probe;

/** How binding a demand is. */
public enum DemandLevel {
  /** The standard demands it. */
  MUST("MUST"),
  /** The standard demands it unless there is a good reason. */
  SHOULD("SHOULD"),
  /** The standard allows otherwise; who runs a server is better off with it. */
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

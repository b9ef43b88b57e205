package io.parley.probe.strict;

/** A refusal: its status and at most one more field. */
record Refusal(int status, String field) {
  static Refusal of(int status) {
    return new Refusal(status, "");
  }
}

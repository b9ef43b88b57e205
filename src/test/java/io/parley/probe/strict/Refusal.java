package io.parley.probe.strict;

/** A refusal: its status and one more field, or none. */
record Refusal(int status, String field) {
  static Refusal of(int status) {
    return new Refusal(status, "");
  }
}

package io.parley.redisjudge;

/** A position as it stands on the wire. */
record LogPosition(String epoch, long offset) {
  static LogPosition parse(Object text) {
    String written = String.valueOf(text);
    int colon = written.lastIndexOf(':');
    return new LogPosition(
        written.substring(0, colon), Long.parseLong(written.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return epoch + ":" + offset;
  }
}

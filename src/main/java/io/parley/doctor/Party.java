package io.parley.doctor;

/** Who has to change something. */
public enum Party {
  MACHINE("this machine"),
  NAME("the name"),
  NETWORK("the network"),
  PROXY("a proxy between"),
  TLS("the server's TLS"),
  APPLICATION("the server's application"),
  REQUEST("the client's request");

  private final String words;

  Party(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}

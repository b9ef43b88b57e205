package io.parley.guard;

/** Refuses every handshake that the guard did not decide: nothing gets past it to the endpoint. */
public class GuardedConfigurator extends HandshakeConfigurator {

  @Override
  public boolean checkOrigin(String origin) {
    return Decision.current().isPresent();
  }
}

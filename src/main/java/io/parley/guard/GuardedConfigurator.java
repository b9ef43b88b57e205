package io.parley.guard;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Refuses every handshake that the guard did not accept, so that none bypasses it. */
public class GuardedConfigurator extends HandshakeConfigurator {

  private static final Logger LOG = System.getLogger("io.parley.guard");

  @Override
  public boolean checkOrigin(String origin) {
    boolean decided = PendingUpgrade.current().isPresent();
    if (!decided) {
      LOG.log(Level.WARNING, "refused a handshake that came to an endpoint past the guard");
    }
    return decided;
  }
}

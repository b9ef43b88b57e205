package io.parley.league;

import java.io.IOException;
import java.io.OutputStream;

/** How a server of the league tells its port, and when it ends: with the process that started it. */
final class Ready {
  private Ready() {}

  static void at(int port) throws IOException {
    System.out.println("ready at " + port);
    System.out.flush();
    System.in.transferTo(OutputStream.nullOutputStream());
    Runtime.getRuntime().halt(0);
  }
}

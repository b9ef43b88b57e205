package io.parley.probe.strict;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server without fault as a process of its own: port, and after how many connections it dies. */
public final class StrictMain {
  private static final int STATUS = 7;

  private StrictMain() {}

  public static void main(String[] args) throws Exception {
    int last = Integer.parseInt(args[1]);
    ServerSocket socket =
        new ServerSocket(Integer.parseInt(args[0]), 100, InetAddress.getLoopbackAddress()) {
          private int accepted;

          @Override
          public Socket accept() throws IOException {
            Socket peer = super.accept();
            accepted++;
            if (accepted > last) {
              System.out.println("too many connections");
              Runtime.getRuntime().halt(STATUS);
            }
            return peer;
          }
        };
    try (StrictServer server = StrictServer.start(socket)) {
      System.out.println(server.url());
      Thread.currentThread().join();
    }
  }
}

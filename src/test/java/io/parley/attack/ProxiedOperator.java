package io.parley.attack;

import java.util.List;

/** The operator's pages through a proxy on the same machine that adds no field. */
final class ProxiedOperator implements Attack {
  private static final int OK = 200;

  @Override
  public String name() {
    return "operator-through-proxy";
  }

  @Override
  public boolean measured() {
    return false;
  }

  @Override
  public List<String> arguments() {
    return List.of("--allow-host", "chat.example.com");
  }

  @Override
  public void run(Scene scene) {
    for (String page : List.of("GET /handshakes", "GET /metrics", "GET /lab", "POST /lab")) {
      String[] fields = {"Host: chat.example.com", "Content-Length: 0", "Connection: close"};
      int status = scene.status(1, page, fields);
      scene.check(status >= 400 && status < 500, page + " is answered with " + status);
    }
    int own = scene.status(1, "GET /metrics", "Host: localhost", "Connection: close");
    scene.check(own == OK, "GET /metrics on localhost is answered with " + own);
  }
}

package io.parley.page;

import io.parley.tool.RunningParley;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A server with two connectors, and a browser whose language is English. */
final class Visitors implements AutoCloseable {
  private final RunningParley server;
  private final Browser browser;
  private final List<ChatWindow> windows = new ArrayList<>();

  private Visitors(RunningParley server, Browser browser) {
    this.server = server;
    this.browser = browser;
  }

  static Visitors start() throws Exception {
    var server = RunningParley.start("--port", "0", "--port", "0");
    try {
      return new Visitors(server, Browser.reading("en-GB,en"));
    } catch (Exception e) {
      server.close();
      throw e;
    }
  }

  /** Opens an address, and awaits a connection. */
  ChatWindow connected(String url) {
    var window = open(url);
    window.awaitState("open");
    return window;
  }

  ChatWindow open(String url) {
    var window = browser.open(url);
    windows.add(window);
    return window;
  }

  /** The port of a connector, from 0. */
  int port(int connector) {
    return server.port(connector);
  }

  /** The page of a connector, from 0, without a query. */
  String page(int connector) {
    return "http://localhost:" + server.port(connector) + "/";
  }

  /** A socket of a connector, from 0. */
  String socket(int connector, String path) {
    return "ws://localhost:" + server.port(connector) + path;
  }

  /** See {@link Browser#console}. */
  String console() {
    return browser.console();
  }

  /** Leaves nothing behind for the next test. */
  void leave() {
    windows.forEach(ChatWindow::close);
    windows.clear();
    browser.console();
  }

  @Override
  public void close() throws IOException {
    try {
      browser.close();
    } finally {
      server.close();
    }
  }

  /** A value of a query. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}

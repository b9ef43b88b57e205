package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;

/** Writes what a proxy changes, and the lines that repair it. */
public final class ProxyReport {
  private ProxyReport() {}

  public static void write(List<ProxyChange> changes, PrintWriter out) {
    if (changes.isEmpty()) {
      out.println("  The proxy changes nothing that a handshake needs.");
    }
    for (ProxyChange proxyChange : changes) {
      out.println();
      out.println("  " + proxyChange.what());
      out.println("    saw     " + proxyChange.seen());
      out.println("    for nginx:");
      proxyChange.repair().forEach(line -> out.println("      " + line));
    }
    out.flush();
  }
}

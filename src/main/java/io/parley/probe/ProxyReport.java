package io.parley.probe;

import java.io.PrintWriter;
import java.util.List;

/** Tells what a proxy changes, and the lines that repair it. */
public final class ProxyReport {
  private ProxyReport() {}

  public static void write(List<Change> changes, PrintWriter out) {
    if (changes.isEmpty()) {
      out.println("  The proxy changes nothing that a handshake needs.");
    }
    for (Change change : changes) {
      out.println();
      out.println("  " + change.what());
      out.println("    saw     " + change.seen());
      out.println("    for nginx:");
      change.repair().forEach(line -> out.println("      " + line));
    }
    out.flush();
  }
}

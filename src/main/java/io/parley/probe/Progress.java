package io.parley.probe;

import java.io.PrintWriter;

/** Shows the progress of a run in one line on a terminal; silent otherwise. */
public final class Progress {
  private final PrintWriter out;
  private final boolean watched;
  private final int all;
  private int done;

  public Progress(PrintWriter out, boolean watched, int all) {
    this.out = out;
    this.watched = watched;
    this.all = all;
  }

  /** Counts a finished case. */
  public synchronized void step() {
    done++;
    if (watched) {
      out.print("\r  " + done + " of " + all);
      out.flush();
    }
  }

  /** Erases the line. */
  public synchronized void end() {
    if (watched) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}

package io.parley.probe;

import java.io.PrintWriter;

/** One line that tells how far a run is, while a person watches; silent otherwise. */
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

  /** One case more is done. */
  public synchronized void step() {
    done++;
    if (watched) {
      out.print("\r  " + done + " of " + all);
      out.flush();
    }
  }

  /** Wipes the line. */
  public synchronized void end() {
    if (watched) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}

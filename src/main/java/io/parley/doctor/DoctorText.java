package io.parley.doctor;

import io.parley.probe.AnsiStyle;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes an examination for people: each step as it is done, then who is to blame. */
public final class DoctorText {
  private static final int WIDTH = 88;

  private final PrintWriter out;
  private final AnsiStyle style;
  private final List<String> notReached = new ArrayList<>();

  public DoctorText(PrintWriter out, boolean coloured) {
    this.out = out;
    this.style = new AnsiStyle(coloured);
  }

  /** Writes what is examined. */
  public void begin(DoctorOptions options) {
    out.println();
    out.println("  " + options.target());
    out.println();
    out.flush();
  }

  /** Writes one step. */
  public void step(StepReport report) {
    if (report.outcome() == StepReport.Outcome.NOT_REACHED) {
      notReached.add(report.step().toString());
      return;
    }
    String outcome = coloured(report.outcome());
    String title = String.format(Locale.ROOT, "%-14s", report.step());
    List<String> seen = wrapped(report.seen());
    out.println(("  " + outcome + title + seen.get(0)).stripTrailing());
    seen.stream().skip(1).forEach(line -> out.println(" ".repeat(24) + line));
    out.flush();
  }

  private String coloured(StepReport.Outcome outcome) {
    String text = String.format(Locale.ROOT, "%-8s", outcome);
    return switch (outcome) {
      case PASSED -> style.good(text);
      case FAILED -> style.bad(text);
      case NOT_CHECKED, NOT_REACHED -> style.dim(text);
    };
  }

  /** Writes the diagnosis. */
  public void end(DoctorReport report) {
    if (!notReached.isEmpty()) {
      out.println("  " + style.dim("-       not reached   " + String.join(", ", notReached)));
    }
    out.println();
    report.diagnosis().ifPresentOrElse(this::diagnosis, this::through);
    out.flush();
  }

  private void through() {
    out.println("  " + style.good("The connection gets through."));
  }

  private void diagnosis(Diagnosis diagnosis) {
    out.println("  " + style.bad("To blame: " + diagnosis.party()));
    wrapped(List.of(diagnosis.cause())).forEach(line -> out.println("    " + line));
    out.println();
    out.println("  What to change");
    wrapped(diagnosis.change()).forEach(line -> out.println("    " + line));
  }

  /** Lines of configuration stay whole; sentences are broken between words. */
  private static List<String> wrapped(List<String> lines) {
    List<String> wrapped = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("  ") || line.length() <= WIDTH) {
        wrapped.add(line);
      } else {
        wrap(line, wrapped);
      }
    }
    return wrapped.isEmpty() ? List.of("") : wrapped;
  }

  private static void wrap(String line, List<String> wrapped) {
    StringBuilder current = new StringBuilder();
    for (String word : Arrays.asList(line.split(" ", -1))) {
      if (current.length() > 0 && current.length() + word.length() >= WIDTH) {
        wrapped.add(current.toString());
        current.setLength(0);
      }
      current.append(current.length() == 0 ? "" : " ").append(word);
    }
    wrapped.add(current.toString());
  }
}

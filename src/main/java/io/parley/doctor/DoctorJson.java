package io.parley.doctor;

import io.parley.probe.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes an examination for programs. */
public final class DoctorJson {
  private DoctorJson() {}

  /** Returns the whole text of a file. */
  public static String of(DoctorReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("url", report.url());
    fields.put("through", report.isThrough());
    fields.put("steps", report.steps().stream().map(DoctorJson::step).toList());
    report
        .diagnosis()
        .ifPresent(
            diagnosis -> {
              fields.put("blame", diagnosis.party());
              fields.put("cause", diagnosis.cause());
              fields.put("change", diagnosis.change());
            });
    return JsonWriter.of(fields) + "\n";
  }

  private static Map<String, Object> step(StepReport report) {
    String outcome =
        switch (report.outcome()) {
          case PASSED -> "passed";
          case FAILED -> "failed";
          case NOT_CHECKED -> "not checked";
          case NOT_REACHED -> "not reached";
        };
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("step", report.step());
    step.put("outcome", outcome);
    step.put("seen", List.copyOf(report.seen()));
    return step;
  }
}

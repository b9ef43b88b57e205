package io.parley.probe;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a report as JSON. Octets are strings of Latin-1, one character per octet. */
public final class JsonReport {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private JsonReport() {}

  public static String of(Report report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("target", report.target());
    all.put("strict", report.strict());
    all.put("passed", report.isGood());
    all.put("cases", report.findings().stream().map(each -> finding(report, each)).toList());
    return JsonWriter.of(all) + "\n";
  }

  private static Map<String, Object> finding(Report report, CaseResult caseResult) {
    JudgedCase subject = caseResult.subject();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("address", subject.address());
    one.put("level", subject.demandLevel().name());
    one.put("outcome", caseResult.caseOutcome().name());
    one.put("known", report.isKnown(caseResult));
    one.put("we", subject.we());
    one.put("they", subject.they());
    one.put("right", subject.right());
    one.put("why", caseResult.caseOutcome().why());
    one.put("clause", subject.address().clause());
    one.put("link", subject.address().link());
    one.put("millis", caseResult.nanos() / NANOS_PER_MILLI);
    one.put("sent", caseResult.exchange().sent());
    one.put("received", caseResult.exchange().received());
    one.put("ending", caseResult.exchange().connectionState().name());
    return one;
  }
}

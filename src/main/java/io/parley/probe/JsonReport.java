package io.parley.probe;

import java.util.LinkedHashMap;
import java.util.Map;

/** A report as JSON. Octets are strings of Latin-1, one character an octet. */
public final class JsonReport {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private JsonReport() {}

  public static String of(Report report) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("target", report.target());
    all.put("strict", report.strict());
    all.put("passed", report.isGood());
    all.put("cases", report.findings().stream().map(JsonReport::finding).toList());
    return Json.of(all) + "\n";
  }

  private static Map<String, Object> finding(Finding finding) {
    Case subject = finding.subject();
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("address", subject.address());
    one.put("level", subject.level().name());
    one.put("outcome", finding.outcome().name());
    one.put("we", subject.we());
    one.put("they", subject.they());
    one.put("right", subject.right().words());
    one.put("why", finding.outcome().why());
    one.put("clause", subject.address().clause());
    one.put("link", subject.address().link());
    one.put("millis", finding.nanos() / NANOS_PER_MILLI);
    one.put("sent", finding.exchange().sent());
    one.put("received", finding.exchange().received());
    one.put("ending", finding.exchange().ending().name());
    return one;
  }
}

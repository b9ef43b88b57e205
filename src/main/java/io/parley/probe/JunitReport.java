package io.parley.probe;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a report as JUnit XML, which continuous integration servers read. */
public final class JunitReport {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Report report;
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private JunitReport(Report report) throws XMLStreamException {
    this.report = report;
    xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
  }

  public static String of(Report report) {
    try {
      return new JunitReport(report).write();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a string can be written to", e);
    }
  }

  private String write() throws XMLStreamException {
    xml.writeStartDocument();
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    for (Report.Part part : report.sections()) {
      xml.writeCharacters("\n");
      section(part);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
    return text.toString();
  }

  private void section(Report.Part part) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", part.name() + " " + part.title());
    xml.writeAttribute("tests", String.valueOf(part.findings().size()));
    long known = part.findings().stream().filter(this::isKnownFailure).count();
    xml.writeAttribute("failures", String.valueOf(part.failed() - known));
    xml.writeAttribute("skipped", String.valueOf(part.skipped() + known));
    for (CaseResult caseResult : part.findings()) {
      xml.writeCharacters("\n  ");
      one(part, caseResult);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private void one(Report.Part part, CaseResult caseResult) throws XMLStreamException {
    JudgedCase subject = caseResult.subject();
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", className(part));
    xml.writeAttribute("name", subject.address() + " " + subject.we() + ": " + subject.they());
    xml.writeAttribute(
        "time", String.format(Locale.ROOT, "%.3f", caseResult.nanos() / NANOS_PER_SECOND));
    if (isKnownFailure(caseResult)) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", "known failure: " + caseResult.caseOutcome().why());
    } else if (caseResult.caseOutcome().isSkipped()) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", caseResult.caseOutcome().why());
    } else if (caseResult.caseOutcome().isFailed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", subject.demandLevel().toString());
      xml.writeAttribute("message", caseResult.caseOutcome().why());
      xml.writeCharacters(bytes(caseResult));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /**
   * Readers of JUnit XML show a tree that has a branch at each dot: {@code 11.3.4} is one leaf,
   * with its title, below its document.
   */
  private static String className(Report.Part part) {
    String[] names = part.name().split("/", 2);
    return names[0] + "." + names[names.length - 1].replace('.', '-') + " " + part.title();
  }

  private boolean isKnownFailure(CaseResult caseResult) {
    return caseResult.caseOutcome().isFailed() && report.isKnown(caseResult);
  }

  private static String bytes(CaseResult caseResult) {
    StringBuilder lines = new StringBuilder("\n" + caseResult.subject().address().link() + "\n");
    Exchange exchange = caseResult.exchange();
    exchange.sentLines().forEach(line -> lines.append("> ").append(line).append('\n'));
    exchange.receivedLines().forEach(line -> lines.append("< ").append(line).append('\n'));
    return lines.toString();
  }
}

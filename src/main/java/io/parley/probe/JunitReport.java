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
    xml.writeAttribute("failures", String.valueOf(part.failed()));
    xml.writeAttribute("skipped", String.valueOf(part.skipped()));
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
    xml.writeAttribute("classname", part.name());
    xml.writeAttribute("name", subject.address() + " " + subject.we() + ": " + subject.they());
    xml.writeAttribute(
        "time", String.format(Locale.ROOT, "%.3f", caseResult.nanos() / NANOS_PER_SECOND));
    if (caseResult.caseOutcome().isSkipped()) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", caseResult.caseOutcome().why());
    }
    if (caseResult.caseOutcome().isFailed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", subject.demandLevel().toString());
      xml.writeAttribute("message", caseResult.caseOutcome().why());
      xml.writeCharacters(bytes(caseResult));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String bytes(CaseResult caseResult) {
    StringBuilder lines = new StringBuilder("\n" + caseResult.subject().address().link() + "\n");
    Exchange exchange = caseResult.exchange();
    exchange.sentLines().forEach(line -> lines.append("> ").append(line).append('\n'));
    exchange.receivedLines().forEach(line -> lines.append("< ").append(line).append('\n'));
    return lines.toString();
  }
}

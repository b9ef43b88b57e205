package io.parley.autobahn;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The suite's client, in a JVM of its own: it is Python, runs on Jython, and ends its reactor once
 * and for all.
 *
 * @param libraries is the folder with the jars of the suite and of Jython
 * @param out takes the report
 */
record Fuzzer(Path libraries, Path out) {
  /** Minutes. Two servers took 7 on a machine that was busy; a client that hangs must end. */
  private static final int PATIENCE = 20;

  private static final String PROGRAM =
      """
      import json, sys
      from autobahntestsuite import wstest
      wstest.start({'mode': 'fuzzingclient'}, json.load(open(sys.argv[1])))
      """;

  /**
   * Tries every case on each server.
   *
   * @param servers URLs by name
   */
  Report run(Map<String, String> servers, Collection<String> cases) throws Exception {
    Files.createDirectories(out);
    Path program = Files.writeString(out.resolve("fuzz.py"), PROGRAM);
    Path plan = Files.writeString(out.resolve("fuzz.json"), plan(servers, cases));
    Path log = out.resolve("fuzz.log");
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                libraries + File.separator + "*",
                "org.python.util.jython",
                program.toString(),
                plan.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!client.waitFor(PATIENCE, TimeUnit.MINUTES)) {
        throw new IOException("the suite did not end in " + PATIENCE + " min; see " + log);
      }
    } finally {
      client.destroyForcibly();
    }
    return Report.read(out.resolve("index.json"));
  }

  private String plan(Map<String, String> servers, Collection<String> cases) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("outdir", out.toString());
      json.writeArrayPropertyStart("servers");
      servers.forEach((name, url) -> write(json, name, url));
      json.writeEndArray();
      json.writeObjectPropertyStart("options");
      json.writeNumberProperty("version", 18); // The drafts' number for RFC 6455.
      json.writeBooleanProperty("failByDrop", false);
      json.writeEndObject();
      json.writeArrayPropertyStart("cases");
      cases.forEach(json::writeString);
      json.writeEndArray();
      json.writeArrayPropertyStart("exclude-cases");
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String name, String url) {
    json.writeStartObject();
    json.writeStringProperty("agent", name);
    json.writeStringProperty("url", url);
    json.writeEndObject();
  }
}

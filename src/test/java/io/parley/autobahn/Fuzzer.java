package io.parley.autobahn;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The suite's client. Each server has one in a JVM of its own, at the same time: it is Python, runs
 * on Jython and one processor, and ends its reactor once and for all. {@code fuzz.py} says what is
 * done there otherwise than by the suite alone, all only because that is faster.
 *
 * @param libraries is the folder with the jars of the suite and of Jython
 * @param out takes the reports
 */
record Fuzzer(Path libraries, Path out) {
  /** Minutes. Three servers took 8 on a machine that was busy; a client that hangs must end. */
  private static final int PATIENCE = 20;

  /**
   * Tries every case on each server.
   *
   * @param servers URLs by name
   */
  Report run(Map<String, String> servers, Collection<String> cases) throws Exception {
    List<Client> clients = new ArrayList<>();
    try {
      for (Map.Entry<String, String> server : servers.entrySet()) {
        clients.add(start(server.getKey(), server.getValue(), cases));
      }
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE);
      for (Client client : clients) {
        client.await(end);
      }
    } finally {
      clients.forEach(client -> client.process().destroyForcibly());
    }
    return Report.read(
        clients.stream().map(client -> client.folder().resolve("index.json")).toList());
  }

  private Client start(String name, String url, Collection<String> cases) throws Exception {
    Path folder = Files.createDirectories(out.resolve(name.replaceAll("\\W+", "-")));
    Path program = Path.of(Objects.requireNonNull(Fuzzer.class.getResource("fuzz.py")).toURI());
    Path classes =
        Path.of(Fuzzer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path plan = Files.writeString(folder.resolve("fuzz.json"), plan(folder, name, url, cases));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Most of what it does it does a few times: compiling more takes longer than it
                // saves.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-classpath",
                libraries + File.separator + "*" + File.pathSeparator + classes,
                "org.python.util.jython",
                program.toString(),
                plan.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("fuzz.log").toFile())
            .start();
    return new Client(folder, process);
  }

  /** A client that tries one server. */
  private record Client(Path folder, Process process) {
    void await(long end) throws Exception {
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the suite did not end in " + PATIENCE + " min; see " + folder);
      }
    }
  }

  private static String plan(Path folder, String name, String url, Collection<String> cases) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("outdir", folder.toString());
      json.writeArrayPropertyStart("servers");
      write(json, name, url);
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

package io.parley.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/**
 * A copy of the WAR whose classes fail by an error, or by waiting, at some places, while the system
 * property {@value #FAULT} names the place. So a test meets a fault of the JVM that no input can
 * cause.
 */
public final class FaultyWar {
  /** Names the place that fails now. */
  public static final String FAULT = "io.parley.test.fault";

  /** Where it is set, the error is that of an exhausted heap. */
  public static final String MEMORY = "io.parley.test.fault.memory";

  /** Where it is set, the place fails by waiting, until {@link #FAULT} names it no longer. */
  public static final String HANG = "io.parley.test.fault.hang";

  private static final Path SOURCES = Path.of("src/main/java/io/parley");

  /**
   * A place in the code.
   *
   * @param file below the base package
   * @param after the fault is put behind this piece of the source, which stands there once
   */
  public record Place(String name, String file, String after) {}

  private FaultyWar() {}

  /** Returns the WAR, once it is written into that folder. */
  public static Path pack(Path folder, List<Place> places) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    for (Place place : places) {
      insert(sources, place);
    }
    compile(sources, classes, places);
    Path war = folder.resolve("faulty.war");
    copy(classes, war);
    return war;
  }

  private static void insert(Path sources, Place place) throws IOException {
    Path target = sources.resolve(place.file());
    Files.createDirectories(target.getParent());
    String source = Files.readString(Files.exists(target) ? target : SOURCES.resolve(place.file()));
    int at = source.indexOf(place.after());
    if (at < 0 || source.indexOf(place.after(), at + 1) >= 0) {
      throw new IllegalStateException(place.file() + " has not once: " + place.after());
    }
    int end = at + place.after().length();
    Files.writeString(target, source.substring(0, end) + fault(place) + source.substring(end));
  }

  private static String fault(Place place) {
    String fails = "\"%s\".equals(System.getProperty(\"%s\"))".formatted(place.name(), FAULT);
    return "\nif (System.getProperty(\"%s\") != null) {".formatted(HANG)
        + "while (%s) {".formatted(fails)
        + "java.util.concurrent.locks.LockSupport.parkNanos(10_000_000); } }"
        + "else if (%s) {".formatted(fails)
        + "if (System.getProperty(\"%s\") != null) {".formatted(MEMORY)
        + "throw new OutOfMemoryError(\"Java heap space\"); }"
        + "throw new NoClassDefFoundError(\"io/parley/Missing\"); }\n";
  }

  private static void compile(Path sources, Path classes, List<Place> places) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    places.stream()
        .map(place -> sources.resolve(place.file()).toString())
        .distinct()
        .forEach(arguments::add);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException("The faulty classes do not compile");
    }
  }

  private static void copy(Path classes, Path war) throws IOException {
    try (ZipFile original = new ZipFile(RunningParley.war().toFile());
        OutputStream file = Files.newOutputStream(war);
        ZipOutputStream copy = new ZipOutputStream(file)) {
      copy.setLevel(0);
      Enumeration<? extends ZipEntry> entries = original.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        copy.putNextEntry(new ZipEntry(entry.getName()));
        Path faulty = classes.resolve(entry.getName().replace("WEB-INF/classes/", ""));
        if (entry.getName().startsWith("WEB-INF/classes/") && Files.isRegularFile(faulty)) {
          Files.copy(faulty, copy);
        } else {
          transfer(original, entry, copy);
        }
      }
    }
  }

  private static void transfer(ZipFile from, ZipEntry entry, OutputStream to) throws IOException {
    try (InputStream content = from.getInputStream(entry)) {
      content.transferTo(to);
    }
  }
}

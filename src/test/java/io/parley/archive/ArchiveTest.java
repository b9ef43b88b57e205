package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  private static final String MULTI = "Manifest-Version: 1.0\nMulti-Release: true\n\n";

  @TempDir private Path folder;

  private static byte[] zip(boolean stored, Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setComment("PK\u0005\u0006 in a comment");
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(entry(stored, file.getKey(), file.getValue()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static ZipEntry entry(boolean stored, String name, byte[] content) {
    ZipEntry entry = new ZipEntry(name);
    if (stored) {
      CRC32 sum = new CRC32();
      sum.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(sum.getValue());
    }
    return entry;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private WarFile open(byte[] zip) throws IOException {
    return WarFile.open(Files.write(folder.resolve("some.war"), zip));
  }

  private static String text(Archive archive, String file) {
    return new String(archive.find(file).orElseThrow().bytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void holdsFilesAndJarsWhateverBecomesOfTheFile(boolean stored) throws IOException {
    byte[] jar = zip(false, Map.of("a/b.txt", bytes("inner".repeat(1_000)), "no.txt", bytes("x")));
    Archive files;
    List<Archive> jars;
    try (WarFile war = open(zip(stored, Map.of("ä.html", bytes("outer"), "lib/x.jar", jar)))) {
      files = war.files(name -> !name.startsWith("lib/"));
      jars = war.jars("lib/", name -> !name.equals("no.txt"));
    }
    Files.delete(folder.resolve("some.war"));

    assertThat(files.names()).containsExactly("ä.html");
    assertThat(text(files, "ä.html")).isEqualTo("outer");
    assertThat(jars).extracting(Archive::name).containsExactly("lib/x.jar");
    assertThat(jars.get(0).names()).containsExactly("a/b.txt");
    assertThat(text(jars.get(0), "a/b.txt")).isEqualTo("inner".repeat(1_000));
    assertThat(text(jars.get(0).below("a/"), "b.txt")).startsWith("inner");
  }

  /** Classes are loaded meanwhile, by threads that may be interrupted. */
  @Test
  void filesCanBeReadWhileItIsClosed() throws Exception {
    Map<String, byte[]> contents = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      contents.put("f" + i, bytes((i + " ").repeat(i * 50)));
    }
    byte[] jar = zip(false, contents);
    Archive archive;
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    AtomicBoolean closed = new AtomicBoolean();
    try (WarFile war = open(zip(true, Map.of("x.jar", jar)))) {
      archive = war.jars("", name -> true).get(0);
      for (int i = 0; i < 4; i++) {
        readers.add(CompletableFuture.runAsync(() -> readAll(archive, contents, closed)));
      }
    }
    Files.delete(folder.resolve("some.war"));
    closed.set(true);
    for (CompletableFuture<Void> reader : readers) {
      reader.get(60, TimeUnit.SECONDS);
    }
  }

  /** Reads all again and again, the last time after the end. */
  private static void readAll(Archive archive, Map<String, byte[]> contents, AtomicBoolean closed) {
    boolean last;
    do {
      last = closed.get();
      Thread.currentThread().interrupt();
      contents.forEach(
          (name, content) ->
              assertThat(archive.find(name).orElseThrow().bytes()).isEqualTo(content));
    } while (!last);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** The file is closed between the look at where a file is and its reading. */
  @Test
  void aFileIsReadAgainWhereItIsHeldInMemoryMeanwhile() throws IOException {
    Closing place = new Closing(zip(false, Map.of("a", bytes("here"), "b", bytes("there"))));
    place.directory = new ZipDirectory(place);
    Archive archive = Archive.read("", place.directory, name -> name.equals("b"));
    place.armed = true;
    assertThat(text(archive, "b")).isEqualTo("there");
    assertThat(place.armed).isFalse();
  }

  /** A place that is closed by the next reading. */
  private static final class Closing implements Region {
    private final byte[] content;
    private ZipDirectory directory;
    private boolean armed;

    Closing(byte[] content) {
      this.content = content;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public void read(long at, ByteBuffer into) throws IOException {
      if (armed) {
        armed = false;
        directory.hold();
        throw new IOException("closed");
      }
      into.put(content, (int) at, into.remaining());
    }
  }

  @Test
  void aFileThatIsCutOffLaterCannotBeReadAnyMore() throws IOException {
    WarFile war = open(zip(true, Map.of("a", new byte[100_000], "b", bytes("b"))));
    Archive files = war.files(name -> true);
    assertThat(files.find("a").orElseThrow().bytes()).hasSize(100_000);
    Files.write(folder.resolve("some.war"), new byte[10]);
    assertThatThrownBy(files.find("a").orElseThrow()::bytes)
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseInstanceOf(EOFException.class);
    assertThatThrownBy(war::close).isInstanceOf(IOException.class);
  }

  @Test
  void aFileOfNoZipIsRefused() throws IOException {
    for (String content : List.of("", "no zip at all, but long enough for one")) {
      try (WarFile war = open(bytes(content))) {
        assertThatThrownBy(() -> war.files(name -> true)).isInstanceOf(ZipException.class);
      }
    }
  }

  @Test
  void aFileThatIsCutOffIsRefused() throws IOException {
    byte[] whole = zip(true, Map.of("a", new byte[10_000]));
    byte[] tail = java.util.Arrays.copyOfRange(whole, 5_000, whole.length);

    try (WarFile war = open(tail)) {
      assertThatThrownBy(() -> war.files(name -> true)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aJarForManyVersionsIsThatOfThisOne() throws IOException {
    byte[] jar =
        zip(
            true,
            Map.of(
                "META-INF/MANIFEST.MF", bytes(MULTI),
                "x", bytes("old"),
                "META-INF/versions/11/x", bytes("new"),
                "META-INF/versions/999/x", bytes("newer than this")));
    try (WarFile war = open(zip(true, Map.of("x.jar", jar)))) {
      assertThat(text(war.jars("", name -> true).get(0), "x")).isEqualTo("new");
    }
  }

  @Test
  void anApplicationFindsItsOwnBeforeItsParents() throws Exception {
    String own = ArchiveTest.class.getName().replace('.', '/') + ".class";
    byte[] code;
    try (InputStream in = ArchiveTest.class.getClassLoader().getResourceAsStream(own)) {
      code = in.readAllBytes();
    }
    byte[] manifest = bytes("Manifest-Version: 1.0\nImplementation-Version: 7\n\n");
    byte[] jar = zip(true, Map.of(own, code, "META-INF/MANIFEST.MF", manifest));
    try (WarFile war = open(zip(true, Map.of("x.jar", jar)));
        ArchiveClassLoader loader =
            ArchiveClassLoader.application(
                war.jars("", name -> true), ArchiveTest.class.getClassLoader())) {
      Class<?> loaded = loader.loadClass(ArchiveTest.class.getName());

      assertThat(loaded).isNotSameAs(ArchiveTest.class);
      assertThat(loaded.getPackage().getImplementationVersion()).isEqualTo("7");
      assertThat(loader.loadClass(Test.class.getName())).isSameAs(Test.class);
      assertThat(Collections.list(loader.getResources(own))).hasSize(2);
      assertThat(loader.getResource(own)).hasProtocol("archive");
    }
  }

  @Test
  void itsUrlsCanBeReadAndLeadNowhereOnceItIsClosed() throws Exception {
    byte[] jar = zip(false, Map.of("a b/ü?#.txt", bytes("here")));
    URL url;
    try (WarFile war = open(zip(true, Map.of("x y.jar", jar)));
        ArchiveClassLoader loader =
            ArchiveClassLoader.program(
                war.jars("", name -> true), ClassLoader.getPlatformClassLoader())) {
      url = loader.getResource("a b/ü?#.txt");
      try (InputStream in = loader.getResourceAsStream("a b/ü?#.txt")) {
        assertThat(in).hasContent("here");
      }
      ArchiveUrls.install();
      assertThat(URI.create(url.toString()).toURL().openStream()).hasContent("here");
    }

    assertThatThrownBy(url::openStream).isInstanceOf(FileNotFoundException.class);
  }
}

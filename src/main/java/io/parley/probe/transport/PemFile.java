package io.parley.probe.transport;

import io.parley.pem.PemText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a PEM file that an option names. */
final class PemFile {
  /** All public authorities of a system fit in; an endless file does not. */
  private static final int MAX = 4 * 1024 * 1024;

  private PemFile() {}

  static PemText read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(MAX + 1);
      if (octets.length > MAX) {
        throw new IOException("it is larger than 4 MiB");
      }
      return PemText.of(file, octets);
    } catch (IOException e) {
      throw new IOException("cannot read " + file + ": " + reason(e), e);
    }
  }

  private static String reason(IOException failure) {
    return failure instanceof NoSuchFileException ? "there is no such file" : failure.getMessage();
  }
}

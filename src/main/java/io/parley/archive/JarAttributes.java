package io.parley.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The main attributes of a jar's manifest; empty where the manifest is missing or unreadable. */
record JarAttributes(Attributes main) {
  static JarAttributes of(Archive jar) {
    return new JarAttributes(
        jar.find(JarFile.MANIFEST_NAME).map(JarAttributes::read).orElseGet(Attributes::new));
  }

  private static Attributes read(ArchiveEntry archiveEntry) {
    try (InputStream bytes = new ByteArrayInputStream(archiveEntry.bytes())) {
      return new Manifest(bytes).getMainAttributes();
    } catch (IOException e) {
      return new Attributes();
    }
  }

  Optional<String> value(Attributes.Name name) {
    return Optional.ofNullable(main.getValue(name)).map(String::strip);
  }
}

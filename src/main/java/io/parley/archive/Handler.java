package io.parley.archive;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/**
 * Opens the URLs of files in memory. The JDK finds this class by its name: {@link
 * ArchiveUrls#install()}.
 */
public final class Handler extends URLStreamHandler {
  @Override
  protected URLConnection openConnection(URL url) throws IOException {
    ArchiveEntry archiveEntry =
        ArchiveUrls.locate(URI.create(url.toExternalForm()))
            .flatMap(located -> located.archive().find(located.file()))
            .orElseThrow(() -> new FileNotFoundException(url.toString()));
    return new Opened(url, archiveEntry);
  }

  private static final class Opened extends URLConnection {
    private final ArchiveEntry archiveEntry;

    Opened(URL url, ArchiveEntry archiveEntry) {
      super(url);
      this.archiveEntry = archiveEntry;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public long getContentLengthLong() {
      return archiveEntry.size();
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(archiveEntry.bytes());
    }
  }
}

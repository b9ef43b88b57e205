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
 * Opens the URLs of files in memory. The JDK finds it by its name: {@link ArchiveUrls#install()}.
 */
public final class Handler extends URLStreamHandler {
  @Override
  protected URLConnection openConnection(URL url) throws IOException {
    Content content =
        ArchiveUrls.locate(URI.create(url.toExternalForm()))
            .flatMap(located -> located.archive().find(located.file()))
            .orElseThrow(() -> new FileNotFoundException(url.toString()));
    return new Opened(url, content);
  }

  private static final class Opened extends URLConnection {
    private final Content content;

    Opened(URL url, Content content) {
      super(url);
      this.content = content;
    }

    @Override
    public void connect() {
      connected = true;
    }

    @Override
    public long getContentLengthLong() {
      return content.size();
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(content.bytes());
    }
  }
}

package io.parley.server;

import io.parley.archive.Archive;
import io.parley.archive.ArchiveEntry;
import io.parley.archive.ArchiveUrls;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.URIUtil;
import org.eclipse.jetty.util.resource.Resource;

/** A file or folder of a WAR in memory, as a Jetty resource. */
final class WarResource extends Resource {
  private final Tree tree;

  /** Has no slash at either end; empty for the root. */
  private final String name;

  /**
   * The state that all resources of a WAR share.
   *
   * @param path at which the archive is published
   * @param mounts folders that are stored elsewhere, by their names
   */
  private record Tree(String path, Archive archive, Map<String, Resource> mounts, Instant read) {}

  private WarResource(Tree tree, String name) {
    this.tree = tree;
    this.name = name;
  }

  /**
   * Returns the root.
   *
   * @param path at which the archive is published
   * @param mounts folders that are stored elsewhere, by their names
   */
  static WarResource of(String path, Archive archive, Map<String, Resource> mounts) {
    return new WarResource(new Tree(path, archive, mounts, Instant.now()), "");
  }

  /**
   * Returns any file of any archive in memory.
   *
   * @throws IllegalArgumentException where it belongs to no archive
   */
  static WarResource of(URI uri) {
    ArchiveUrls.Located located =
        ArchiveUrls.locate(uri).orElseThrow(() -> new IllegalArgumentException(uri.toString()));
    Tree tree = of(located.path(), located.archive(), Map.of()).tree;
    return new WarResource(tree, located.file().replaceFirst("/$", ""));
  }

  /** Null: the resource is not on a disk. */
  @Override
  public Path getPath() {
    return null;
  }

  private Optional<ArchiveEntry> content() {
    return tree.archive.find(name);
  }

  @Override
  public boolean exists() {
    return content().isPresent() || isDirectory();
  }

  @Override
  public boolean isDirectory() {
    return name.isEmpty() || files().findAny().isPresent();
  }

  /** The names of the files below it. */
  private Stream<String> files() {
    String folder = folder();
    return tree.archive.names().stream().filter(file -> file.startsWith(folder));
  }

  private String folder() {
    return name.isEmpty() ? "" : name + "/";
  }

  @Override
  public boolean isReadable() {
    return exists();
  }

  /**
   * The time when the WAR was read: a browser reloads a page that is newer than its cached copy.
   */
  @Override
  public Instant lastModified() {
    return tree.read;
  }

  @Override
  public long length() {
    return content().map(ArchiveEntry::size).orElse(0);
  }

  @Override
  public URI getURI() {
    String path = isDirectory() ? folder() : name;
    try {
      return ArchiveUrls.url(tree.path, path).toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no URI of " + name, e);
    }
  }

  @Override
  public String getName() {
    return getURI().toString();
  }

  @Override
  public String getFileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  @Override
  public InputStream newInputStream() throws IOException {
    ArchiveEntry archiveEntry = content().orElseThrow(() -> new FileNotFoundException(name));
    return new ByteArrayInputStream(archiveEntry.bytes());
  }

  @Override
  public List<Resource> list() {
    String folder = folder();
    return files()
        .map(file -> file.substring(folder.length()).replaceFirst("/.*", ""))
        .distinct()
        .sorted()
        .<Resource>map(child -> new WarResource(tree, folder + child))
        .toList();
  }

  /**
   * Returns a resource below this one; null, as Jetty requires, where there is none.
   *
   * @throws IllegalArgumentException for a path that leads outside
   */
  @Override
  public Resource resolve(String subUriPath) {
    if (URIUtil.isNotNormalWithinSelf(subUriPath)) {
      throw new IllegalArgumentException(subUriPath);
    }
    String path = URIUtil.decodePath(subUriPath);
    String below = path.startsWith("/") ? path.substring(1) : path;
    boolean folder = below.isEmpty() || below.endsWith("/");
    String child =
        folder() + (below.endsWith("/") ? below.substring(0, below.length() - 1) : below);
    if (tree.mounts.containsKey(child)) {
      return tree.mounts.get(child);
    }
    WarResource found = new WarResource(tree, below.isEmpty() ? name : child);
    return folder ? (found.isDirectory() ? found : null) : (found.exists() ? found : null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WarResource that
        && that.tree.path.equals(tree.path)
        && that.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}

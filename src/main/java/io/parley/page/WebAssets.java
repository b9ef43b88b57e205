package io.parley.page;

import jakarta.servlet.ServletContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The pages and their files, read once. A page gets one script and one style sheet, whose names
 * have the hash of their content; under its own name each file is there as well.
 */
final class WebAssets {
  private static final String FOLDER = "/page/";
  private static final String HTML = "text/html;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";
  private static final String STYLE = "text/css;charset=utf-8";

  private static final Pattern SCRIPT_LINKS =
      Pattern.compile("(?:[ \\t]*<script type=\"module\" src=\"page/[\\w-]+\\.js\"></script>\\n)+");

  private static final Pattern STYLE_LINKS =
      Pattern.compile("(?:[ \\t]*<link rel=\"stylesheet\" href=\"page/[\\w-]+\\.css\">\\n)+");

  private static final Pattern FILE = Pattern.compile("\"page/([\\w-]+\\.(?:js|css))\"");

  /** By the path below the context's. */
  private final Map<String, WebAsset> assets = new HashMap<>();

  /** By the name in the folder. */
  private final Map<String, String> files;

  private WebAssets(Map<String, String> files) {
    this.files = files;
    files.forEach(
        (name, text) ->
            assets.put(FOLDER + name, WebAsset.of(name.endsWith(".js") ? SCRIPT : STYLE, text)));
  }

  /**
   * Reads the files of an application.
   *
   * @throws IllegalArgumentException where a page names a script that cannot be bundled
   */
  static WebAssets of(ServletContext context) {
    WebAssets all = new WebAssets(read(context, FOLDER, ".*\\.(js|css)"));
    Map<String, String> pages = read(context, "/", ".*\\.html");
    pages.remove(NotFoundServlet.FILE.substring(1));
    pages.forEach((name, page) -> all.addPage(name.replaceFirst("\\.html$", ""), page));
    return all;
  }

  private static Map<String, String> read(ServletContext context, String folder, String names) {
    Set<String> paths = Optional.ofNullable(context.getResourcePaths(folder)).orElse(Set.of());
    return paths.stream()
        .map(path -> path.substring(folder.length()))
        .filter(name -> name.matches(names))
        .collect(
            Collectors.toMap(
                name -> name, name -> text(context, folder + name), (a, b) -> a, TreeMap::new));
  }

  private static String text(ServletContext context, String path) {
    try (var file = context.getResourceAsStream(path)) {
      if (file == null) {
        throw new FileNotFoundException(path);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Returns what is at a path below the context's. */
  Optional<WebAsset> at(String path) {
    return Optional.ofNullable(assets.get(path));
  }

  private void addPage(String name, String page) {
    String linked = SCRIPT_LINKS.matcher(page).replaceFirst(found -> scripts(name, found.group()));
    linked = STYLE_LINKS.matcher(linked).replaceFirst(found -> styles(name, found.group()));
    WebAsset asset = WebAsset.of(HTML, linked);
    assets.put("/" + name + ".html", asset);
    if (name.equals("index")) {
      assets.put("/", asset);
    }
  }

  /** Replaces all links by one. */
  private String scripts(String page, String links) {
    String path = add(page, ".js", WebAsset.of(SCRIPT, ScriptBundle.of(files, names(links))));
    return "  <script type=\"module\" src=\"" + path + "\"></script>\n";
  }

  private String styles(String page, String links) {
    String text =
        names(links).stream()
            .map(name -> Optional.ofNullable(files.get(name)).orElse(""))
            .collect(Collectors.joining("\n"));
    String path = add(page, ".css", WebAsset.of(STYLE, text));
    return "  <link rel=\"stylesheet\" href=\"" + path + "\">\n";
  }

  private static List<String> names(String links) {
    return FILE.matcher(links).results().map(found -> found.group(1)).toList();
  }

  private String add(String name, String suffix, WebAsset asset) {
    String hashed = name + '-' + asset.hash() + suffix;
    assets.put(FOLDER + hashed, asset.hashed());
    return FOLDER.substring(1) + hashed;
  }
}

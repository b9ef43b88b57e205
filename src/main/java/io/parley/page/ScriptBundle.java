package io.parley.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Joins the modules of a page into one script, so that a browser asks once instead of once for each
 * level of imports. Each module becomes a function that runs once, after those that it imports.
 */
final class ScriptBundle {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:\\{([^}]*)}|(\\w+)) from \"\\./([\\w-]+\\.js)\";\\n");

  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export (?:default |((?:async )?function|class|const) (\\w+))");

  /** What the two patterns leave. */
  private static final Pattern OTHER = Pattern.compile("(?m)^(?:import|export)\\b.*");

  private final Map<String, String> modules;

  /** The code of each module, in the order in which they run. */
  private final Map<String, String> written = new LinkedHashMap<>();

  private ScriptBundle(Map<String, String> modules) {
    this.modules = modules;
  }

  /**
   * Returns a module without imports that does what some others do, one after the other.
   *
   * @param modules the source of each, by its name; all are in one folder
   * @throws IllegalArgumentException where a module is missing, imports itself through others, or
   *     imports or exports in a form that is not known here
   */
  static String of(Map<String, String> modules, List<String> entries) {
    ScriptBundle bundle = new ScriptBundle(modules);
    entries.forEach(bundle::add);
    return String.join("", bundle.written.values());
  }

  private void add(String name) {
    String known = written.putIfAbsent(name, "");
    if (known == null) {
      String code = function(name);
      // Again, so that it stands after what it imports.
      written.remove(name);
      written.put(name, code);
    } else if (known.isEmpty()) {
      throw new IllegalArgumentException(name + " imports itself");
    }
  }

  private String function(String name) {
    String source =
        Optional.ofNullable(modules.get(name))
            .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    Map<String, String> exports = new LinkedHashMap<>();
    String code = IMPORT.matcher(source).replaceAll(this::imported);
    code = EXPORT.matcher(code).replaceAll(found -> exported(found, exports));
    OTHER
        .matcher(code)
        .results()
        .findFirst()
        .ifPresent(
            found -> {
              throw new IllegalArgumentException(name + " has \"" + found.group() + '"');
            });
    return "// %s\nconst %s = (() => {\n%s\nreturn { %s };\n})();\n"
        .formatted(name, variable(name), code.strip(), members(exports));
  }

  private String imported(MatchResult found) {
    String module = found.group(3);
    add(module);
    boolean all = found.group(2) != null;
    String names = all ? "default: " + found.group(2) : found.group(1).replace(" as ", ": ");
    String line = "const { %s } = %s;\n".formatted(names.strip(), variable(module));
    return Matcher.quoteReplacement(line);
  }

  private static String exported(MatchResult found, Map<String, String> exports) {
    if (found.group(1) == null) {
      exports.put("default", "whole");
      return "const whole = ";
    }
    exports.put(found.group(2), found.group(2));
    return found.group(1) + " " + found.group(2);
  }

  private static String members(Map<String, String> exports) {
    return exports.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String variable(String module) {
    return "$" + module.replaceFirst("\\.js$", "").replace('-', '_');
  }
}

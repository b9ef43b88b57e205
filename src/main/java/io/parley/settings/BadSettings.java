package io.parley.settings;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Collects the problems of the settings, so that all are reported together. Duplicates are reported
 * once. Not thread-safe.
 */
public final class BadSettings {
  private final TreeSet<BadSetting> found = new TreeSet<>();

  public void add(BadSetting bad) {
    found.add(bad);
  }

  /** Adds the result of {@link #entries}, maybe of another class loader. */
  public void addAll(List<Map.Entry<String, String>> entries) {
    entries.forEach(entry -> add(new BadSetting(entry.getKey(), entry.getValue())));
  }

  /** Each option and line in JDK types, sorted by option. */
  public List<Map.Entry<String, String>> entries() {
    return found.stream().map(bad -> Map.entry(bad.option(), bad.line())).toList();
  }

  /** The lines, sorted by option. */
  public List<String> lines() {
    return found.stream().map(BadSetting::line).toList();
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Stops the start if there is any problem.
   *
   * @throws BadSettingException with all lines
   */
  public void throwIfAny() {
    if (!isEmpty()) {
      throw new BadSettingException(lines());
    }
  }
}

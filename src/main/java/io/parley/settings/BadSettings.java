package io.parley.settings;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Collects what is wrong with the settings, so that all of it is told at once. What was found twice
 * is told once. Not thread-safe.
 */
public final class BadSettings {
  private final TreeSet<BadSetting> found = new TreeSet<>();

  public void add(BadSetting bad) {
    found.add(bad);
  }

  /** Takes what {@link #entries} gave, maybe that of another class loader. */
  public void addAll(List<Map.Entry<String, String>> entries) {
    entries.forEach(entry -> add(new BadSetting(entry.getKey(), entry.getValue())));
  }

  /** In JDK types: each option and line, sorted by option. */
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
   * Ends a start that cannot be.
   *
   * @throws BadSettingException if anything was found
   */
  public void throwIfAny() {
    if (!isEmpty()) {
      throw new BadSettingException(lines());
    }
  }
}

package io.parley.settings;

import java.util.List;

/**
 * Values that Parley does not start with. The message is safe to show, and has one line for each of
 * them.
 */
public final class BadSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadSettingException(List<String> lines) {
    super(String.join("\n", lines));
  }
}

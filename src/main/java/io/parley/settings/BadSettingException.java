package io.parley.settings;

import java.util.List;

/**
 * Reports invalid settings, with which Parley does not start. The message is safe to show and has
 * one line for each.
 */
public final class BadSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadSettingException(List<String> lines) {
    super(String.join("\n", lines));
  }
}

package io.parley.tool;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs each server that a class of tests starts with {@code --plain-jetty}: nothing that only makes
 * it faster may be needed for it to be right.
 */
public final class PlainJetty implements BeforeAllCallback, AfterAllCallback {
  private static final String PROPERTY = "io.parley.test.plain-jetty";

  /** Whether servers that start now are to run so. */
  public static boolean isOn() {
    return Boolean.getBoolean(PROPERTY);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    System.setProperty(PROPERTY, "true");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.clearProperty(PROPERTY);
  }
}

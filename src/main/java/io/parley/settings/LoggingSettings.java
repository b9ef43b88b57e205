package io.parley.settings;

/**
 * The settings of additional logging.
 *
 * @param messages whether each received message is logged as a line
 */
public record LoggingSettings(boolean messages) {}

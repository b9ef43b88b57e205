package io.parley.settings;

/**
 * What is logged beside the usual.
 *
 * @param messages whether each message that comes in is a line
 */
public record LoggingSettings(boolean messages) {}

package io.parley.settings;

/** The source of a value, in order of precedence. */
public enum SettingSource {
  COMMAND_LINE,
  ENVIRONMENT,
  CONTEXT,
  DEFAULT;

  String describe(Option option) {
    return switch (this) {
      case COMMAND_LINE -> "--" + option.spelling() + " on the command line";
      case ENVIRONMENT -> option.environmentName() + " in the environment";
      case CONTEXT -> option.contextName() + " in the context parameters";
      case DEFAULT -> option.spelling() + " by default";
    };
  }
}

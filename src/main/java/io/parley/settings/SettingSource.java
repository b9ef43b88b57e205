package io.parley.settings;

/** Where a value was found, from the first that is asked to the last. */
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

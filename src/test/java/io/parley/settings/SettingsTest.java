package io.parley.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static Settings read(Map<String, List<String>> commandLine) {
    return read(commandLine, Map.of(), Map.of());
  }

  private static Settings read(
      Map<String, List<String>> commandLine,
      Map<String, String> environment,
      Map<String, String> context) {
    return Settings.read(
        commandLine,
        name -> Optional.ofNullable(environment.get(name)),
        name -> Optional.ofNullable(context.get(name)));
  }

  private static Settings given(String option, String... values) {
    return read(Map.of(option, List.of(values)));
  }

  @Test
  void withoutAnyValueTheDefaultsHold() {
    Settings settings = read(Map.of());

    assertThat(settings.serverSettings())
        .isEqualTo(
            new ServerSettings(
                List.of(8080),
                "localhost",
                new TlsSettings(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false),
                false,
                16_384,
                Duration.ofSeconds(10),
                false));
    assertThat(settings.handshakeSettings())
        .isEqualTo(
            new HandshakeSettings(
                List.of(), List.of(), false, List.of(), List.of("echo.parley", "soap", "wamp")));
    assertThat(settings.sessionSettings())
        .isEqualTo(
            new SessionSettings(
                65536,
                1 << 20,
                4096,
                Duration.ofSeconds(10),
                1000,
                1 << 24,
                Duration.ofSeconds(30),
                Duration.ofSeconds(25)));
    assertThat(settings.capacitySettings())
        .isEqualTo(
            new CapacitySettings(
                20_000,
                0,
                new CapacitySettings.UserCapacity(100, 1_000, 16_777_216),
                1_000,
                Runtime.getRuntime().maxMemory() / 3,
                Duration.ofSeconds(5)));
    assertThat(settings.observabilitySettings())
        .isEqualTo(new ObservabilitySettings(1000, Optional.empty()));
    assertThat(settings.sources())
        .hasSameSizeAs(Option.values())
        .containsValue(SettingSource.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "PORT, port, PARLEY_PORT, parley.port",
    "MAX_MESSAGE, max-message, PARLEY_MAX_MESSAGE, parley.max-message",
    "ECHO_SUBPROTOCOL, echo-subprotocol, PARLEY_ECHO_SUBPROTOCOL, parley.echo-subprotocol",
  })
  void everySpellingFollowsFromOneName(
      Option option, String spelling, String environment, String context) {
    assertThat(option.spelling()).isEqualTo(spelling);
    assertThat(option.environmentName()).isEqualTo(environment);
    assertThat(option.contextName()).isEqualTo(context);
  }

  @ParameterizedTest
  @EnumSource
  void everyOptionSaysWhatAbsenceMeans(Option option) {
    assertThat(option.description()).contains("Default: ").endsWith(".").doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 2000, 3000, 1000, COMMAND_LINE",
    ", 2000, 3000, 2000, ENVIRONMENT",
    ", , 3000, 3000, CONTEXT",
    ", '', 3000, 3000, CONTEXT",
    ", , ' ', 65536, DEFAULT",
  })
  void theFirstSourceThatSaysSomethingCounts(
      String commandLine,
      String environment,
      String context,
      int bytes,
      SettingSource settingSource) {
    Settings settings =
        Settings.read(
            commandLine == null ? Map.of() : Map.of("max-message", List.of(commandLine)),
            name -> Optional.ofNullable(environment).filter(e -> name.equals("PARLEY_MAX_MESSAGE")),
            name -> Optional.ofNullable(context).filter(c -> name.equals("parley.max-message")));

    assertThat(settings.sessionSettings().maxMessage()).isEqualTo(bytes);
    assertThat(settings.sources()).containsEntry(Option.MAX_MESSAGE, settingSource);
  }

  @Test
  void aListIsRepeatedOnTheCommandLineAndSeparatedByCommasElsewhere() {
    assertThat(given("port", "80", "5000").serverSettings().ports()).containsExactly(80, 5000);
    assertThat(
            read(Map.of(), Map.of("PARLEY_ALLOW_ORIGIN", " https://a ,, https://b,"), Map.of())
                .handshakeSettings()
                .allowOrigins())
        .containsExactly("https://a", "https://b");
    assertThat(
            read(Map.of(), Map.of(), Map.of("parley.echo-subprotocol", "x, y"))
                .handshakeSettings()
                .echoSubprotocols())
        .containsExactly("x", "y");
  }

  @Test
  void aSourceReplacesTheListOfTheNextAndAddsNothingToIt() {
    Settings settings =
        read(Map.of("allow-host", List.of("a")), Map.of("PARLEY_ALLOW_HOST", "b,c"), Map.of());

    assertThat(settings.handshakeSettings().allowHosts()).containsExactly("a");
  }

  @Test
  void anyFreePortMayBeAskedForTwice() {
    assertThat(given("port", "0", "0").serverSettings().ports()).containsExactly(0, 0);
  }

  @Test
  void besideAPortWithTlsAPortWithoutItIsOpenedOnlyWhereItIsGiven() {
    Map<String, List<String>> tls =
        Map.of("tls-port", List.of("8443"), "tls-self-signed", List.of("true"));
    assertThat(read(tls).serverSettings().ports()).isEmpty();
    assertThat(read(tls, Map.of("PARLEY_PORT", "8081"), Map.of()).serverSettings().ports())
        .containsExactly(8081);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2c", "redirect-http"})
  void whatIsForPortsWithoutTlsNeedsOne(String option) {
    Map<String, List<String>> options =
        Map.of(
            "tls-port",
            List.of("8443"),
            "tls-self-signed",
            List.of("true"),
            option,
            List.of("true"));
    assertThatThrownBy(() -> read(options))
        .hasMessage(
            "Bad --"
                + option
                + " on the command line: \"true\"; expected a port without TLS beside it (--port).");
  }

  @ParameterizedTest
  @CsvSource({"25, 25000", "25s, 25000", "100ms, 100", "2m, 120000", "60m, 3600000"})
  void aTimeIsInSecondsUnlessItSaysSo(String value, long milliseconds) {
    assertThat(given("ping", value).sessionSettings().ping())
        .isEqualTo(Duration.ofMillis(milliseconds));
  }

  @ParameterizedTest
  @CsvSource({"90m, 90", "36h, 2160", "30d, 43200"})
  void anAgeMayBeInHoursAndDays(String value, long minutes) {
    assertThat(given("keep-age", value).storageSettings().kept().age())
        .isEqualTo(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @CsvSource({"65536, 65536", "64KiB, 65536", "3MiB, 3145728", "100GiB, 107374182400"})
  void aSizeIsInBytesUnlessItSaysSo(String value, long bytes) {
    assertThat(given("keep-total", value).storageSettings().kept().totalBytes()).isEqualTo(bytes);
  }

  @Test
  void theLimitsOfWhatIsKeptAreThoseThatTheHelpNames() {
    StorageSettings storageSettings = read(Map.of()).storageSettings();

    assertThat(storageSettings.data()).isEmpty();
    assertThat(storageSettings.kept())
        .isEqualTo(
            new StorageSettings.Kept(
                100_000, 256L << 20, Duration.ofDays(30), 100_000, 4L << 30, Duration.ofMillis(1)));
    assertThat(storageSettings.held())
        .isEqualTo(
            new StorageSettings.Held(1_000, 1L << 20, 10_000, Duration.ofMinutes(10), 64L << 20));
  }

  @ParameterizedTest
  @CsvSource({"125", "16777216"})
  void theBoundsOfAMessageAreGoodValues(int bytes) {
    assertThat(given("max-message", Integer.toString(bytes)).sessionSettings().maxMessage())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port|-1|a number from 0 to 65535",
        "port|65536|a number from 0 to 65535",
        "port|+80|a number from 0 to 65535",
        "port|٨٠|a number from 0 to 65535",
        "port|99999999999999999999|a number from 0 to 65535",
        "port|''|a number from 0 to 65535",
        "host|' '|a value",
        "require-origin|yes|true or false",
        "max-message|124|a number from 125 to 16777216",
        "max-message|16777217|a number from 125 to 16777216",
        "max-message|64k|a number from 125 to 16777216",
        "journal|-1|a number from 0 to 10000",
        "journal|10001|a number from 0 to 10000",
        "operator-token-file|/does/not/exist|a readable file with 16 to 256 visible ASCII characters",
        "ping|0|a time from 100ms to 60m",
        "ping|99ms|a time from 100ms to 60m",
        "ping|61m|a time from 100ms to 60m",
        "ping|2h|a time from 100ms to 60m",
        "ping|-1s|a time from 100ms to 60m",
        "grace|soon|a time from 0ms to 10m",
        "data|' '|a value",
        "keep-age|59s|a time from 1m to 36500d",
        "keep-age|36501d|a time from 1m to 36500d",
        "room-bytes|65535|a number of bytes from 65536 to 109951162777600",
        "room-bytes|63KiB|a number of bytes from 65536 to 109951162777600",
        "room-bytes|100k|a number of bytes from 65536 to 109951162777600",
        "room-bytes|999999999999999GiB|a number of bytes from 65536 to 109951162777600",
      })
  void aBadValueStopsTheStartWithOneLine(String option, String value, String expected) {
    assertThatThrownBy(() -> given(option, value))
        .isInstanceOf(BadSettingException.class)
        .hasMessage("Bad --%s on the command line: \"%s\"; expected %s.", option, value, expected);
  }

  @Test
  void theSamePortTwiceIsABadValue() {
    assertThatThrownBy(() -> given("port", "80", "81", "80"))
        .hasMessage("Bad --port on the command line: \"80\"; expected each port once.");
  }

  @Test
  void theLineNamesTheSourceAsItIsSpelledThere() {
    assertThatThrownBy(() -> read(Map.of(), Map.of("PARLEY_PING", "soon"), Map.of()))
        .hasMessageStartingWith("Bad PARLEY_PING in the environment: \"soon\";");
    assertThatThrownBy(() -> read(Map.of(), Map.of(), Map.of("parley.ping", "soon")))
        .hasMessageStartingWith("Bad parley.ping in the context parameters: \"soon\";");
    assertThatThrownBy(() -> read(Map.of(), Map.of("PARLEY_PORT", ","), Map.of()))
        .hasMessage("Bad PARLEY_PORT in the environment: \"\"; expected a port.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"allow-host", "allow-origin", "trusted-proxy", "echo-subprotocol"})
  void aListOfNothingButCommasIsRejectedWhereverItStands(String option) {
    String name = "PARLEY_" + option.toUpperCase(Locale.ROOT).replace('-', '_');
    for (String commas : List.of(",", " , ,")) {
      assertThatThrownBy(() -> read(Map.of(), Map.of(name, commas), Map.of()))
          .hasMessage(
              "Bad "
                  + name
                  + " in the environment: \"\"; expected at least one value, not commas"
                  + " alone.");
      assertThatThrownBy(() -> read(Map.of(), Map.of(), Map.of("parley." + option, commas)))
          .hasMessageStartingWith("Bad parley." + option + " in the context parameters: ");
      assertThatThrownBy(() -> given(option, commas))
          .hasMessage(
              "Bad --"
                  + option
                  + " on the command line: \""
                  + commas
                  + "\"; expected at least one"
                  + " value, not commas alone.");
      assertThatThrownBy(() -> given(option, "a", commas))
          .hasMessageStartingWith("Bad --" + option + " on the command line: ");
    }
    assertThatThrownBy(() -> given(option, ""))
        .hasMessageStartingWith("Bad --" + option + " on the command line: \"\"; expected");
  }

  @Test
  void whoeverKnowsMoreRejectsAValueInTheSameWords() {
    Settings settings = read(Map.of(), Map.of("PARLEY_ALLOW_ORIGIN", "a b"), Map.of());

    assertThat(settings.reject(Option.ALLOW_ORIGIN, "a b", "an origin"))
        .hasMessage("Bad PARLEY_ALLOW_ORIGIN in the environment: \"a b\"; expected an origin.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\u001b", "\u202e", "\u2028", "\u0000", "\ud800"})
  void aValueIsShownWithoutWhatCouldPlayTricksOnATerminal(String trick) {
    assertThatThrownBy(() -> given("ping", "a" + trick + "b"))
        .hasMessageContaining(": \"a\\u{%x}b\";".formatted(trick.codePointAt(0)));
  }

  @Test
  void aLongValueIsCut() {
    assertThatThrownBy(() -> given("ping", "x".repeat(129)))
        .hasMessageContaining(": \"" + "x".repeat(128) + "…\";");
  }

  @Test
  void theOperatorsTokenComesFromTheEnvironmentOrAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "a-token-from-a-file\n");
    Map<String, String> token = Map.of("PARLEY_OPERATOR_TOKEN", "a-token-of-environment");
    List<String> named = List.of(file.toString());

    assertThat(matches(read(Map.of(), token, Map.of()), "a-token-of-environment")).isTrue();
    assertThat(matches(read(Map.of(), token, Map.of()), "a-token-of-environmenT")).isFalse();
    assertThat(matches(given("operator-token-file", file.toString()), "a-token-from-a-file"))
        .isTrue();
    assertThat(
            matches(
                read(Map.of("operator-token-file", named), token, Map.of()), "a-token-from-a-file"))
        .isTrue();
    assertThat(
            matches(
                read(Map.of(), token, Map.of("parley.operator-token-file", file.toString())),
                "a-token-of-environment"))
        .isTrue();
  }

  private static boolean matches(Settings settings, String token) {
    return settings.observabilitySettings().token().orElseThrow().matches(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "fifteen-letters", "sixteen letters!", "sixteen-lettérs!"})
  void aTokenThatIsNoneIsNotShown(String token) {
    assertThatThrownBy(() -> read(Map.of(), Map.of("PARLEY_OPERATOR_TOKEN", token), Map.of()))
        .isInstanceOf(BadSettingException.class)
        .hasMessage(
            "Bad PARLEY_OPERATOR_TOKEN in the environment;"
                + " expected 16 to 256 visible ASCII characters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkInTheFileOfTheTokenIsNamed(String charset, @TempDir Path folder)
      throws IOException {
    byte[] bytes = "\uFEFFa-token-from-a-file".getBytes(Charset.forName(charset));
    Path file = Files.write(folder.resolve("token"), bytes);
    assertThatThrownBy(() -> given("operator-token-file", file.toString()))
        .hasMessageEndingWith(
            "expected a readable file with 16 to 256 visible ASCII characters,"
                + " without the byte order mark that this one begins with.");
  }

  @Test
  void settingsDoNotShowTheTokenEither() {
    Map<String, String> token = Map.of("PARLEY_OPERATOR_TOKEN", "a-token-of-environment");
    assertThat(read(Map.of(), token, Map.of()).toString()).doesNotContain("a-token");
  }

  @Test
  void allBadValuesOfAllSourcesAreToldAtOnceSortedByOption(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "short");
    Map<String, List<String>> commandLine =
        Map.of("port", List.of("x", "80", "70000", "80"), "journal", List.of(""));
    Map<String, String> environment =
        Map.of(
            "PARLEY_PING", "soon",
            "PARLEY_ROOM_BYTES", "1",
            "PARLEY_OPERATOR_TOKEN_FILE", file.toString());
    Map<String, String> context = Map.of("parley.require-origin", "yes", "parley.ping", "never");

    assertThatThrownBy(() -> read(commandLine, environment, context))
        .isInstanceOf(BadSettingException.class)
        .hasMessage(
            String.join(
                "\n",
                "Bad --journal on the command line: \"\"; expected a number from 0 to 10000.",
                "Bad PARLEY_OPERATOR_TOKEN_FILE in the environment: \""
                    + file
                    + "\";"
                    + " expected a readable file with 16 to 256 visible ASCII characters.",
                "Bad PARLEY_PING in the environment: \"soon\"; expected a time from 100ms to 60m.",
                "Bad --port on the command line: \"70000\"; expected a number from 0 to 65535.",
                "Bad --port on the command line: \"80\"; expected each port once.",
                "Bad --port on the command line: \"x\"; expected a number from 0 to 65535.",
                "Bad parley.require-origin in the context parameters: \"yes\";"
                    + " expected true or false.",
                "Bad PARLEY_ROOM_BYTES in the environment: \"1\";"
                    + " expected a number of bytes from 65536 to 109951162777600."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-token-and-no-file", "c2VjcmV0IHNlY3JldA==", "/x9abc/DEF+0123456789"})
  void aTokenInPlaceOfItsFileIsNotShown(String token) {
    assertThatThrownBy(() -> given("operator-token-file", token))
        .hasMessage(
            "Bad --operator-token-file on the command line;"
                + " expected a readable file with 16 to 256 visible ASCII characters.");
  }

  @Test
  void aPasswordInAnOriginIsNotShown() {
    Settings settings = read(Map.of());

    assertThat(settings.reject(Option.ALLOW_ORIGIN, "https://ann:pass@example.com", "an origin"))
        .hasMessageContaining("\"https://(redacted)@example.com\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://10.0.0.1:8080", "udp://10.0.0.1:53", "tcp://[fd00::1]:8080"})
  void aLinkOfKubernetesIsNoPort(String link) {
    Settings settings = read(Map.of(), Map.of("PARLEY_PORT", link), Map.of());

    assertThat(settings.serverSettings().ports()).containsExactly(8080);
    assertThat(settings.sources()).containsEntry(Option.PORT, SettingSource.DEFAULT);
  }
}

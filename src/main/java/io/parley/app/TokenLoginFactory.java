package io.parley.app;

import io.parley.http.Authority;
import io.parley.http.TokenList;
import io.parley.identity.KeyFile;
import io.parley.identity.KeySource;
import io.parley.identity.RemoteKeys;
import io.parley.identity.TokenAuthenticator;
import io.parley.identity.TokenAuthenticator.Ways;
import io.parley.identity.TokenRules;
import io.parley.settings.BadSettings;
import io.parley.settings.IdentitySettings;
import io.parley.settings.Option;
import io.parley.settings.SettingSource;
import io.parley.settings.Settings;
import io.parley.subprotocol.json.ParleyJson;
import io.parley.worker.Workers;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes the login by tokens from settings.
 *
 * @param bad collects what is not valid
 */
record TokenLoginFactory(Settings settings, BadSettings bad) {
  /** The options that protect nothing where there are no keys. */
  private static final List<Option> NEED_KEYS =
      List.of(
          Option.TOKEN_ISSUER,
          Option.TOKEN_AUDIENCE,
          Option.TOKEN_COOKIE,
          Option.TOKEN_IN_BAND,
          Option.OPERATOR_ROLE);

  /** Checks the settings; the result opens the login, once all settings are valid. */
  Function<Workers, TokenLogin> check() {
    Optional<Function<Workers, KeySource>> keys = keys();
    if (keys.isEmpty()) {
      NEED_KEYS.forEach(this::checkUnset);
      return workers -> new TokenLogin(Optional.empty(), Optional.empty());
    }
    require(Option.TOKEN_ISSUER, identity().issuer().isPresent(), "the iss of the tokens");
    require(Option.TOKEN_AUDIENCE, !identity().audiences().isEmpty(), "a name of this server");
    TokenRules rules = rules();
    Ways ways = ways();
    return workers ->
        new TokenLogin(
            Optional.of(new TokenAuthenticator(rules, keys.get().apply(workers), ways)),
            identity().operatorRole());
  }

  private IdentitySettings identity() {
    return settings.identitySettings();
  }

  private void checkUnset(Option option) {
    if (settings.sources().get(option) != SettingSource.DEFAULT) {
      reject(
          option,
          "…",
          "token-keys-url or token-key-file beside it: without keys, nobody is"
              + " asked for a token");
    }
  }

  private void require(Option option, boolean set, String expected) {
    if (!set) {
      reject(option, "", expected + " where there are keys for tokens");
    }
  }

  private void reject(Option option, String value, String expected) {
    bad.add(settings.bad(option, value, expected));
  }

  private Optional<Function<Workers, KeySource>> keys() {
    Optional<String> url = identity().keysUrl();
    Optional<String> file = identity().keyFile();
    if (url.isPresent() && file.isPresent()) {
      reject(Option.TOKEN_KEY_FILE, file.get(), "no file beside token-keys-url");
    }
    return url.isPresent() ? Optional.of(url(url.get())) : file.map(this::file);
  }

  private Function<Workers, KeySource> url(String text) {
    Optional<URI> uri = uri(text);
    if (uri.isEmpty()) {
      reject(
          Option.TOKEN_KEYS_URL,
          text,
          "an https URL without a user, or an http URL of a loopback host");
      return TokenLoginFactory::none;
    }
    return workers -> RemoteKeys.at(uri.get(), workers);
  }

  private static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text)).filter(TokenLoginFactory::isSafe);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }

  private static boolean isSafe(URI uri) {
    if (uri.getScheme() == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
      return false;
    }
    return uri.getScheme().equalsIgnoreCase("https")
        || (uri.getScheme().equalsIgnoreCase("http")
            && Authority.parse(uri.getRawAuthority())
                .valid()
                .filter(Authority::isLoopback)
                .isPresent());
  }

  private Function<Workers, KeySource> file(String name) {
    try {
      KeySource keys = KeyFile.read(Path.of(name));
      return workers -> keys;
    } catch (IOException | InvalidPathException unusable) {
      reject(
          Option.TOKEN_KEY_FILE,
          name,
          "a readable file with a JWK set, or with public keys or certificates in PEM, of RSA with"
              + " 2048 bits or more, or of EC");
      return TokenLoginFactory::none;
    }
  }

  /** Stands for keys of invalid settings, with which nothing is opened. */
  private static KeySource none(Workers workers) {
    throw new IllegalStateException("the settings are invalid");
  }

  private TokenRules rules() {
    Set<String> algorithms = new HashSet<>();
    for (String name : identity().algorithms()) {
      TokenRules.algorithm(name)
          .ifPresentOrElse(
              algorithms::add,
              () ->
                  reject(
                      Option.TOKEN_ALGORITHM,
                      name,
                      "RS, PS, ES or HS, followed by 256, 384 or 512, such as RS256"));
    }
    IdentitySettings.ClaimNames names = identity().claimNames();
    return new TokenRules(
        algorithms,
        identity().issuer().orElse(""),
        Set.copyOf(identity().audiences()),
        identity().skew(),
        new TokenRules.ClaimNames(names.id(), names.name(), names.roles(), names.rights()));
  }

  private Ways ways() {
    Optional<String> cookie = identity().cookie();
    cookie
        .filter(name -> !TokenList.parse(name).valid().equals(Optional.of(List.of(name))))
        .ifPresent(name -> reject(Option.TOKEN_COOKIE, name, "the name of a cookie"));
    return new Ways(cookie, identity().inBand() ? Optional.of(ParleyJson.NAME) : Optional.empty());
  }
}

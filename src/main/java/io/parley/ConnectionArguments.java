package io.parley;

import io.parley.probe.FieldLine;
import io.parley.probe.transport.Connector;
import io.parley.probe.transport.HttpProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the way to a server and of its handshake, for each command that asks one. */
final class ConnectionArguments {
  /** In the order of the help text. */
  static final List<String> NAMES =
      Stream.concat(
              Stream.of("--header", "--origin", "--cookie", "--token-file"),
              Stream.concat(TlsArguments.NAMES.stream(), Stream.of("--proxy", "--proxy-auth-file")))
          .toList();

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = "Send it with each handshake.")
  private List<String> headers = List.of();

  @Option(
      names = "--origin",
      paramLabel = "ORIGIN",
      description = "Send this Origin with each handshake.")
  private List<String> origins = List.of();

  @Option(
      names = "--cookie",
      paramLabel = "NAME=VALUE|@FILE",
      description = "Send this cookie, or the cookies in that file, such as a=1; b=2.")
  private List<String> cookies = List.of();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Send the token in this file as Authorization: Bearer.")
  private List<Path> tokens = List.of();

  @Mixin private TlsArguments tls;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = "Connect through this HTTP proxy, by CONNECT: http://host:port")
  private List<String> proxies = List.of();

  @Option(
      names = "--proxy-auth-file",
      paramLabel = "FILE",
      description = "The file with the proxy's user:password.")
  private List<Path> proxyCredentials = List.of();

  /**
   * Returns how to connect.
   *
   * @param secure whether a server is reached over TLS
   * @throws IllegalArgumentException if an option is wrong, with a message for people
   */
  Connector connector(boolean secure) {
    if (!secure && tls.areGiven()) {
      throw new IllegalArgumentException(
          String.join(", ", TlsArguments.NAMES) + " are for URLs that begin with wss:");
    }
    return new Connector(tls.options(), proxy());
  }

  private Optional<HttpProxy> proxy() {
    if (proxies.isEmpty() && !proxyCredentials.isEmpty()) {
      throw new IllegalArgumentException("--proxy-auth-file needs --proxy");
    }
    String credentials = proxyCredentials.stream().findFirst().map(SecretFile::read).orElse("");
    if (!proxyCredentials.isEmpty() && credentials.indexOf(':') < 1) {
      throw new IllegalArgumentException(
          proxyCredentials.get(0) + " does not hold a user and a password as user:password");
    }
    return proxies.stream().findFirst().map(url -> HttpProxy.parse(url, credentials));
  }

  /**
   * Returns the fields that each handshake carries besides its own.
   *
   * @throws IllegalArgumentException if one is malformed, with a message for people
   */
  List<FieldLine> fields() {
    List<FieldLine> fields = new ArrayList<>();
    headers.forEach(header -> fields.add(FieldLine.parse(header)));
    origins.forEach(origin -> fields.add(FieldLine.parse("Origin: " + origin)));
    List<String> all = cookies.stream().map(ConnectionArguments::cookie).toList();
    if (!all.isEmpty()) {
      fields.add(FieldLine.parse("Cookie: " + String.join("; ", all)));
    }
    tokens.forEach(file -> fields.add(FieldLine.parse("Authorization: Bearer " + token(file))));
    return List.copyOf(fields);
  }

  static String cookie(String given) {
    String cookie = given.startsWith("@") ? SecretFile.read(Path.of(given.substring(1))) : given;
    if (!cookie.matches("[!-~]+=[ -~]*")) {
      throw new IllegalArgumentException("--cookie is not of the form NAME=VALUE, or @FILE");
    }
    return cookie;
  }

  static String token(Path file) {
    String token = SecretFile.read(file);
    if (token.contains(" ")) {
      throw new IllegalArgumentException(file + " does not hold a token, for it has a space");
    }
    return token;
  }
}

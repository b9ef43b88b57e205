package io.parley.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The settings of TLS. Where {@link #ports} has any, the certificate comes from exactly one source:
 * a pair of PEM files, a PKCS12 file, or it signs itself.
 *
 * @param ports from 0 to 65535; 0 is any free port; empty where TLS is off
 * @param certificate a PEM file, the server's own certificate first
 * @param key a PEM file
 * @param keystore a PKCS12 file
 * @param passwordFile holds the password of the PKCS12 file
 * @param password of the PKCS12 file, from the environment
 * @param selfSigned whether the server makes a certificate for a trial
 * @param redirect whether pages without TLS redirect to those with it
 */
public record TlsSettings(
    List<Integer> ports,
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<Path> keystore,
    Optional<Path> passwordFile,
    Optional<String> password,
    boolean selfSigned,
    boolean redirect) {
  /** The environment variable of the PKCS12 file's password. */
  static final String PASSWORD = "PARLEY_TLS_PASSWORD";

  private static final String ONE =
      "with tls-port one of these: tls-cert and tls-key, tls-keystore, tls-self-signed";

  /** Copies the list. */
  public TlsSettings {
    ports = List.copyOf(ports);
  }

  static TlsSettings of(OptionValues optionValues, Function<String, Optional<String>> environment) {
    TlsSettings settings =
        new TlsSettings(
            optionValues.ports(Option.TLS_PORT),
            file(optionValues, Option.TLS_CERT),
            file(optionValues, Option.TLS_KEY),
            file(optionValues, Option.TLS_KEYSTORE),
            file(optionValues, Option.TLS_PASSWORD_FILE),
            environment.apply(PASSWORD),
            optionValues.flag(Option.TLS_SELF_SIGNED),
            optionValues.flag(Option.REDIRECT_HTTP));
    settings.fault().ifPresent(option -> optionValues.reject(option, ONE));
    if (!settings.isOn() && settings.redirect) {
      optionValues.reject(Option.REDIRECT_HTTP, "a tls-port to redirect to");
    }
    return settings;
  }

  private static Optional<Path> file(OptionValues optionValues, Option option) {
    String name = optionValues.list(option).isEmpty() ? "" : optionValues.text(option);
    try {
      return Optional.of(name).filter(text -> !text.isEmpty()).map(Path::of);
    } catch (InvalidPathException e) {
      optionValues.reject(option, "a file");
      return Optional.empty();
    }
  }

  /** Whether the server listens for TLS. */
  public boolean isOn() {
    return !ports.isEmpty();
  }

  /** The option that makes the source of the certificate wrong. */
  private Optional<Option> fault() {
    boolean pem = certificate.isPresent() || key.isPresent();
    long sources = Stream.of(pem, keystore.isPresent(), selfSigned).filter(is -> is).count();
    if (sources != (isOn() ? 1 : 0)) {
      return Optional.of(isOn() ? Option.TLS_PORT : given());
    }
    if (certificate.isPresent() != key.isPresent()) {
      return Optional.of(key.isPresent() ? Option.TLS_KEY : Option.TLS_CERT);
    }
    return passwordFile.isPresent() && keystore.isEmpty()
        ? Optional.of(Option.TLS_PASSWORD_FILE)
        : Optional.empty();
  }

  private Option given() {
    if (keystore.isPresent()) {
      return Option.TLS_KEYSTORE;
    }
    Option pem = certificate.isPresent() ? Option.TLS_CERT : Option.TLS_KEY;
    return selfSigned ? Option.TLS_SELF_SIGNED : pem;
  }

  /**
   * The files that the certificate and its key come from: certificate and key, or the PKCS12 file
   * and its password's file.
   */
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    certificate.ifPresent(files::add);
    key.ifPresent(files::add);
    keystore.ifPresent(files::add);
    passwordFile.ifPresent(files::add);
    return files;
  }

  /** The option that names the certificate; the first of several. */
  public Option source() {
    return keystore.isPresent()
        ? Option.TLS_KEYSTORE
        : certificate.isPresent() ? Option.TLS_CERT : Option.TLS_SELF_SIGNED;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "TlsSettings of " + files();
  }
}

package io.parley;

import io.parley.probe.transport.ClientIdentity;
import io.parley.probe.transport.TlsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of TLS, for each command that connects to a server. */
final class TlsArguments {
  /** In the order of the help text. */
  static final List<String> NAMES = List.of("--cacert", "--insecure", "--cert", "--key");

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description = "Trust these certificates (PEM), and no others.")
  private List<Path> authorities = List.of();

  @Option(names = "--insecure", description = "Accept any certificate.")
  private boolean insecure;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "The client's certificate (PEM), for servers that require one.")
  private List<Path> certificates = List.of();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Its key (PEM, not encrypted); default: in the file of --cert.")
  private List<Path> keys = List.of();

  boolean areGiven() {
    return insecure || !authorities.isEmpty() || !certificates.isEmpty() || !keys.isEmpty();
  }

  /**
   * Returns the options.
   *
   * @throws IllegalArgumentException if they contradict each other, with a message for people
   */
  TlsOptions options() {
    if (insecure && !authorities.isEmpty()) {
      throw new IllegalArgumentException("--insecure trusts more than --cacert; give one of them");
    }
    if (certificates.isEmpty() && !keys.isEmpty()) {
      throw new IllegalArgumentException("--key needs --cert");
    }
    return new TlsOptions(authorities.stream().findFirst(), insecure, identity());
  }

  private Optional<ClientIdentity> identity() {
    return certificates.stream()
        .findFirst()
        .map(file -> new ClientIdentity(file, keys.stream().findFirst().orElse(file)));
  }
}

package io.parley.doctor;

import io.parley.probe.FieldLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to examine, and how.
 *
 * @param headers sent with the handshake, besides its own; {@code Cookie} and the like
 * @param origin of the client's page; empty: none is sent
 * @param subprotocols that the client offers, in its order
 * @param authorities a file of certificates to trust instead of the JDK's
 * @param insecure whether to go on where the certificate is wrong
 * @param timeout of each wait
 * @param messages whether text messages may be sent
 * @param silence how long to leave a connection alone; empty: not checked
 * @param messageSize bytes of a message that has to pass; empty: not checked
 * @param secrets values of fields that are never shown, even where the peer sends them back
 */
public record DoctorOptions(
    DoctorTarget target,
    List<FieldLine> headers,
    Optional<String> origin,
    List<String> subprotocols,
    Optional<Path> authorities,
    boolean insecure,
    Duration timeout,
    boolean messages,
    Optional<Duration> silence,
    OptionalInt messageSize,
    List<String> secrets) {
  /** Longer than a healthy server takes to answer. */
  public static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** The prober's own reading is bounded, and no gateway passes more by default. */
  public static final int MAX_MESSAGE = 16 * 1024 * 1024;

  public DoctorOptions {
    headers = List.copyOf(headers);
    subprotocols = List.copyOf(subprotocols);
    secrets = List.copyOf(secrets);
  }
}

package io.parley.probe.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Whom to trust, and who we are, over TLS.
 *
 * @param authorities a PEM file of the certificates to trust; empty: those of the JDK
 * @param insecure whether any certificate is accepted
 * @param identity our own certificate and key; empty: none
 */
public record TlsOptions(
    Optional<Path> authorities, boolean insecure, Optional<ClientIdentity> identity) {
  /** Trusts what the JDK trusts, and shows no certificate. */
  public static final TlsOptions DEFAULT =
      new TlsOptions(Optional.empty(), false, Optional.empty());

  /**
   * Reads the files.
   *
   * @throws IOException if a file cannot be used, with a message for people
   */
  public SSLContext context() throws IOException {
    try {
      KeyManager[] keys =
          identity.isPresent() ? new KeyManager[] {identity.get().keyManager()} : new KeyManager[0];
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot prepare TLS: " + e.getMessage(), e);
    }
  }

  private TrustManager trust() throws IOException, GeneralSecurityException {
    return insecure
        ? new AnyCertificate()
        : authorities.isPresent()
            ? CertificateCheck.by(PemFile.read(authorities.get()).certificates())
            : CertificateCheck.byJdk();
  }
}

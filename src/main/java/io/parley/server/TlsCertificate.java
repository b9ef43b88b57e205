package io.parley.server;

import io.parley.settings.BadSettings;
import io.parley.settings.Settings;
import io.parley.settings.TlsSettings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The certificate of the ports with TLS. It is read again when its files change; a connection keeps
 * the one with which it began.
 */
final class TlsCertificate extends AbstractLifeCycle {
  private static final Logger LOG = System.getLogger("io.parley.server");
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

  private final SslContextFactory.Server tls = new SslContextFactory.Server();
  private final TlsSettings settings;
  private final PeriodicTask watch;

  // Used only by the start and then by the periodic task.
  /** Empty where the certificate signs itself. */
  private Optional<CertificateFiles> used;

  /** What the last look found; used once it stays the same, because files change one by one. */
  private Optional<CertificateFiles> found;

  private boolean unreadable;

  private TlsCertificate(
      Server server, TlsSettings settings, Optional<CertificateFiles> files, ServerKey key)
      throws IOException {
    this.settings = settings;
    this.used = files;
    this.found = files;
    this.watch =
        new PeriodicTask(
            "parley-certificate", server.getScheduler(), PERIOD, this::watch, this::isRunning);
    tls.setKeyStorePassword(CertificateFiles.PASSWORD);
    tls.setKeyStore(CertificateFiles.store(key));
    tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    tls.setCipherComparator(HTTP2Cipher.COMPARATOR);
    tls.setUseCipherSuitesOrder(true);
    tls.setRenegotiationAllowed(false);
    tls.setSniRequired(false);
    warn(key);
  }

  /**
   * Reads the certificate of the settings, or makes one; empty where it cannot.
   *
   * @param bad gets why it cannot
   */
  static Optional<TlsCertificate> of(
      Server server, Settings settings, ListenHost host, BadSettings bad) {
    TlsSettings tls = settings.serverSettings().tlsSettings();
    try {
      if (tls.files().isEmpty()) {
        LOG.log(Level.WARNING, "tls-self-signed: the certificate is for a trial only.");
        return Optional.of(
            new TlsCertificate(server, tls, Optional.empty(), SelfSigned.make(host)));
      }
      CertificateFiles files = CertificateFiles.read(tls);
      return Optional.of(new TlsCertificate(server, tls, Optional.of(files), files.key()));
    } catch (IOException e) {
      String value = tls.files().isEmpty() ? "true" : tls.files().get(0).toString();
      String expected = "a certificate and its key, but " + oneLine(e);
      bad.add(settings.bad(tls.source(), value, expected));
      return Optional.empty();
    }
  }

  /** The name of a file may have line ends. */
  private static String oneLine(Exception failure) {
    return String.valueOf(failure.getMessage()).replaceAll("\\p{Cntrl}", "?");
  }

  private static void warn(ServerKey key) {
    Instant end = key.certificate().getNotAfter().toInstant();
    if (end.isBefore(Instant.now())) {
      LOG.log(Level.WARNING, "The certificate has expired on " + end + ".");
    }
  }

  SslContextFactory.Server tls() {
    return tls;
  }

  PeriodicTask task() {
    return watch;
  }

  @Override
  protected void doStart() {
    if (used.isPresent()) {
      watch.schedule();
    }
  }

  private void watch() {
    try {
      CertificateFiles now = CertificateFiles.read(settings);
      unreadable = false;
      boolean settled = found.filter(now::isSame).isPresent();
      found = Optional.of(now);
      if (settled && used.filter(now::isSame).isEmpty()) {
        used = found; // A bad one is tried, and reported, once.
        reload(now);
      }
    } catch (IOException e) {
      keep(e, unreadable ? Level.TRACE : Level.WARNING);
      unreadable = true;
    }
  }

  private void reload(CertificateFiles files) {
    try {
      ServerKey key = files.key();
      var store = CertificateFiles.store(key);
      tls.reload(factory -> factory.setKeyStore(store));
      LOG.log(
          Level.INFO,
          "The certificate was replaced; the new one is valid until "
              + key.certificate().getNotAfter().toInstant()
              + ".");
      warn(key);
    } catch (Exception e) { // That of Jetty's method.
      keep(e, Level.WARNING);
    }
  }

  private static void keep(Exception failure, Level level) {
    LOG.log(level, () -> "The certificate stays as it was: " + oneLine(failure) + ".");
  }
}

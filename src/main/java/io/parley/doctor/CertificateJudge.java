package io.parley.doctor;

import io.parley.probe.PrintableOctets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Judges a server's chain of certificates as a browser does. */
final class CertificateJudge {
  private static final int NAMES = 4;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  /** Of a certificate's issuer: where a client could fetch it from; public authorities set it. */
  private static final String AUTHORITY_ACCESS = "1.3.6.1.5.5.7.1.1";

  private final X509TrustManager trust;

  private CertificateJudge(X509TrustManager trust) {
    this.trust = trust;
  }

  /**
   * Trusts the JDK's authorities, or those of a file.
   *
   * @throws IOException if the file has no certificates, with a message for people
   */
  static CertificateJudge of(Optional<Path> authorities) throws IOException {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities.isEmpty() ? null : store(authorities.get()));
      return new CertificateJudge((X509TrustManager) factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read certificates: " + authorities.orElseThrow(), e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), each);
      }
    }
    if (store.size() == 0) {
      throw new CertificateException("none");
    }
    return store;
  }

  /** For whom, until when and by whom. */
  static String shown(X509Certificate own) {
    List<String> names = names(own);
    String some = String.join(", ", names.stream().limit(NAMES).toList());
    String more = names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "";
    return "certificate for "
        + (names.isEmpty() ? "no host" : PrintableOctets.brief(some) + more)
        + ", from "
        + own.getNotBefore().toInstant()
        + " to "
        + own.getNotAfter().toInstant()
        + ", signed by "
        + issuer(own);
  }

  private static String issuer(X509Certificate own) {
    return own.getIssuerX500Principal().equals(own.getSubjectX500Principal())
        ? "itself"
        : PrintableOctets.brief(own.getIssuerX500Principal().getName());
  }

  /**
   * Returns what is wrong first; empty if a client takes the chain for that host.
   *
   * @param host a name, or an address as the JDK writes it
   */
  Optional<Diagnosis> judge(List<X509Certificate> chain, String host, Instant now) {
    for (X509Certificate each : chain) {
      if (now.isAfter(each.getNotAfter().toInstant())) {
        return Optional.of(CertificateAdvice.expired(each, now));
      }
      if (now.isBefore(each.getNotBefore().toInstant())) {
        return Optional.of(CertificateAdvice.early(each, now));
      }
    }
    X509Certificate own = chain.get(0);
    if (names(own).stream().noneMatch(name -> covers(name, host))) {
      return Optional.of(CertificateAdvice.otherName(host, names(own)));
    }
    return trusted(chain);
  }

  private Optional<Diagnosis> trusted(List<X509Certificate> chain) {
    try {
      trust.checkServerTrusted(
          chain.toArray(X509Certificate[]::new), chain.get(0).getPublicKey().getAlgorithm());
      return Optional.empty();
    } catch (CertificateException e) {
      return Optional.of(untrusted(chain, e));
    }
  }

  private static Diagnosis untrusted(List<X509Certificate> chain, CertificateException failure) {
    X509Certificate last = chain.get(chain.size() - 1);
    boolean selfSigned = last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
    if (!String.valueOf(failure.getMessage()).contains("unable to find valid certification path")) {
      return CertificateAdvice.weak(PrintableOctets.brief(String.valueOf(failure.getMessage())));
    }
    if (selfSigned) {
      return chain.size() == 1
          ? CertificateAdvice.selfSigned()
          : CertificateAdvice.unknownAuthority(issuer(chain.get(chain.size() - 2)));
    }
    return last.getExtensionValue(AUTHORITY_ACCESS) == null
        ? CertificateAdvice.unknownAuthority(issuer(last))
        : CertificateAdvice.incomplete(issuer(last));
  }

  /**
   * Names and addresses that it is for; those of the subject have counted for no browser since
   * 2017.
   */
  static List<String> names(X509Certificate own) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = own.getSubjectAlternativeNames();
      for (List<?> each : all == null ? List.<List<?>>of() : all) {
        if (Arrays.asList(DNS_NAME, IP_ADDRESS).contains(each.get(0))) {
          names.add(each.get(1).toString().toLowerCase(Locale.ROOT));
        }
      }
    } catch (CertificateException e) {
      return List.of();
    }
    return List.copyOf(names);
  }

  /** A wildcard stands for one label (RFC 6125 6.4.3). */
  private static boolean covers(String name, String host) {
    String bare = host.replaceFirst("\\.$", "");
    int dot = bare.indexOf('.');
    boolean wildcard =
        name.startsWith("*.") && dot > 0 && bare.substring(dot).equals(name.substring(1));
    return name.equals(bare) || wildcard;
  }
}

package io.parley.probe.transport;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says in one sentence what is wrong with a certificate. */
final class CertificateFault {
  /** Names of a certificate that are shown; it may have a hundred. */
  private static final int FEW = 5;

  private CertificateFault() {}

  static String words(List<X509Certificate> chain, String host, CertificateException failure) {
    return outdated(chain)
        .or(() -> damaged(failure))
        .or(() -> untrusted(chain, failure))
        .orElseGet(() -> otherName(chain.get(0), host));
  }

  /** Of any certificate in the chain, its own first. */
  private static Optional<String> outdated(List<X509Certificate> chain) {
    return chain.stream().flatMap(each -> outdated(each).stream()).findFirst();
  }

  private static Optional<String> outdated(X509Certificate certificate) {
    try {
      certificate.checkValidity();
      return Optional.empty();
    } catch (CertificateExpiredException e) {
      return Optional.of(
          "the certificate of "
              + subject(certificate)
              + " expired at "
              + certificate.getNotAfter().toInstant());
    } catch (CertificateNotYetValidException e) {
      return Optional.of(
          "the certificate of "
              + subject(certificate)
              + " is not valid before "
              + certificate.getNotBefore().toInstant());
    }
  }

  private static Optional<String> damaged(CertificateException failure) {
    return causes(failure)
        .filter(CertPathValidatorException.class::isInstance)
        .map(cause -> (CertPathValidatorException) cause)
        .filter(cause -> cause.getReason() == CertPathValidatorException.BasicReason.REVOKED)
        .map(cause -> "the server's certificate is revoked")
        .findFirst();
  }

  private static Optional<String> untrusted(
      List<X509Certificate> chain, CertificateException failure) {
    if (causes(failure).noneMatch(CertificateFault::isOfPath)) {
      return Optional.empty();
    }
    X509Certificate own = chain.get(0);
    X509Certificate last = chain.get(chain.size() - 1);
    boolean selfSigned = own.getIssuerX500Principal().equals(own.getSubjectX500Principal());
    String who =
        selfSigned
            ? "the certificate of " + subject(own) + " is signed by itself"
            : "the certificate of "
                + subject(own)
                + " is issued by "
                + Shown.text(last.getIssuerX500Principal().getName());
    return Optional.of(
        who + ", which is not trusted here; name a file that trusts it with --cacert");
  }

  private static boolean isOfPath(Throwable cause) {
    return cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
  }

  private static String otherName(X509Certificate certificate, String host) {
    List<String> names = names(certificate);
    String given =
        names.isEmpty()
            ? "no name"
            : names.stream().limit(FEW).map(Shown::text).collect(Collectors.joining(", "))
                + (names.size() > FEW ? " and " + (names.size() - FEW) + " more" : "");
    return "the server's certificate is for " + given + ", not for " + Shown.text(host);
  }

  /** The names and addresses that the certificate is valid for. */
  static List<String> names(X509Certificate certificate) {
    try {
      return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .filter(name -> name.get(1) instanceof String)
          .map(name -> (String) name.get(1))
          .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static String subject(X509Certificate certificate) {
    return Shown.text(certificate.getSubjectX500Principal().getName());
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}

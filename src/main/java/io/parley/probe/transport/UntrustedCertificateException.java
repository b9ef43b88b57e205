package io.parley.probe.transport;

import java.security.cert.CertificateException;

/** A server's certificate is not accepted; the message is for people. */
final class UntrustedCertificateException extends CertificateException {
  private static final long serialVersionUID = 1;

  UntrustedCertificateException(String message, Throwable cause) {
    super(message, cause);
  }
}

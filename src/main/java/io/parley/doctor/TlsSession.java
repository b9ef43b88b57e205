package io.parley.doctor;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A TLS connection whose certificate was taken as it came: whoever opens it has to judge the chain
 * before anything is sent.
 *
 * @param chain of the server, its own certificate first
 * @param wantsCertificate whether the server asked for one of the client
 */
record TlsSession(SSLSocket socket, List<X509Certificate> chain, boolean wantsCertificate) {
  static final String HTTP_1 = "http/1.1";
  static final String HTTP_2 = "h2";

  TlsSession {
    chain = List.copyOf(chain);
  }

  /**
   * Shakes hands over a connection.
   *
   * @param alpn the application protocols to offer
   * @throws javax.net.ssl.SSLException if the server does not
   */
  static TlsSession open(Socket transport, DoctorTarget target, List<String> alpn, Duration timeout)
      throws IOException {
    ChainKeeper keeper = new ChainKeeper();
    NoIdentity identity = new NoIdentity();
    SSLSocket socket =
        (SSLSocket)
            context(identity, keeper)
                .getSocketFactory()
                .createSocket(transport, target.host(), target.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(alpn.toArray(String[]::new));
    if (!target.isAddress()) {
      parameters.setServerNames(List.of(new SNIHostName(target.host())));
    }
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    BoundedCall.run(timeout, transport, () -> shakeHands(socket));
    return new TlsSession(socket, keeper.chain, identity.isAsked);
  }

  private static boolean shakeHands(SSLSocket socket) throws IOException {
    socket.startHandshake();
    return true;
  }

  private static SSLContext context(KeyManager keys, TrustManager trust) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** Such as {@code TLSv1.3}. */
  String protocol() {
    return socket.getSession().getProtocol();
  }

  /** The application protocol that the server chose; empty if it chose none. */
  String applicationProtocol() {
    String chosen = socket.getApplicationProtocol();
    return chosen == null ? "" : chosen;
  }

  /** Has no certificate, and notes that one was asked for. */
  private static final class NoIdentity extends X509ExtendedKeyManager {
    private volatile boolean isAsked;

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      isAsked = true;
      return null;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[0];
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return null;
    }
  }

  /** Takes every certificate, and keeps it to be judged. */
  private static final class ChainKeeper extends X509ExtendedTrustManager {
    private volatile List<X509Certificate> chain = List.of();

    @Override
    public void checkServerTrusted(X509Certificate[] given, String type) {
      chain = List.of(given);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] given, String type, Socket socket) {
      chain = List.of(given);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] given, String type, SSLEngine engine) {
      chain = List.of(given);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] given, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] given, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] given, String type, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

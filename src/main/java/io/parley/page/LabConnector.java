package io.parley.page;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The listener of this very server on which a visitor's request came, and the way to connect to it.
 *
 * @param address of the listener's end of the visitor's own connection
 * @param secure whether connections begin with TLS
 * @param host the name under which the visitor reached it, for TLS (RFC 6066 3)
 */
record LabConnector(InetSocketAddress address, boolean secure, String host) {

  /**
   * Opens a connection. The caller closes it.
   *
   * @param timeout in milliseconds for TCP, and for each read of TLS
   */
  @SuppressWarnings("resource") // The caller closes it; every failure closes it here.
  Socket open(int timeout) throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(address, timeout);
      plain.setSoTimeout(timeout);
      return secure ? overTls(plain) : plain;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private Socket overTls(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket) context().getSocketFactory().createSocket(plain, host, address.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    if (host.matches("[A-Za-z][A-Za-z0-9.-]*[A-Za-z0-9]")) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext context() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OwnListener()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS is not available", e);
    }
  }

  /**
   * Accepts any certificate. It is used for one connection only, to an address at which this server
   * itself has just received a request: there is nobody else whom a certificate could name.
   */
  private static final class OwnListener extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

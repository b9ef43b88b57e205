package io.parley.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Tries a TLS handshake in memory. Otherwise a key that TLS does not allow would be found out only
 * when each client fails.
 */
final class TrialHandshake {
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /** Bytes: the JDK refuses a message of a handshake above 32 KiB. */
  private static final int BUFFER = 128 * 1024;

  /** A handshake takes some twenty. */
  private static final int MOST_STEPS = 200;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final ByteBuffer received = ByteBuffer.allocate(BUFFER);
  private final ByteBuffer content;

  private TrialHandshake(SSLContext context, String protocol, boolean isClient)
      throws SSLException {
    engine = context.createSSLEngine();
    engine.setUseClientMode(isClient);
    engine.setEnabledProtocols(new String[] {protocol});
    content = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    engine.beginHandshake();
  }

  /**
   * Returns once one version of TLS has succeeded with the key of a store.
   *
   * @throws IOException if none does, with a message for people
   */
  static void check(KeyStore store, char[] password) throws IOException {
    String failure = "";
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[] {new TrustAll()}, null);
      for (String protocol : PROTOCOLS) {
        try {
          run(context, protocol);
          return;
        } catch (SSLException e) {
          failure = e.getMessage();
        }
      }
    } catch (GeneralSecurityException e) {
      failure = e.getMessage();
    }
    throw new IOException("no TLS handshake succeeds with that key (" + failure + ")");
  }

  private static void run(SSLContext context, String protocol) throws SSLException {
    TrialHandshake client = new TrialHandshake(context, protocol, true);
    TrialHandshake server = new TrialHandshake(context, protocol, false);
    for (int step = 0; step < MOST_STEPS; step++) {
      if (client.isDone() && server.isDone()) {
        return;
      }
      client.step(server);
      server.step(client);
    }
    throw new SSLException("it does not end");
  }

  private boolean isDone() {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  private void step(TrialHandshake peer) throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> engine.wrap(NOTHING, peer.received);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
        received.flip();
        engine.unwrap(received, content);
        received.compact();
      }
      case FINISHED, NOT_HANDSHAKING -> {}
    }
  }

  /**
   * The trial does not ask who the server is. Behind such a trust manager the JDK still refuses
   * algorithms and sizes that are not secure, as the clients do.
   */
  private static final class TrustAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

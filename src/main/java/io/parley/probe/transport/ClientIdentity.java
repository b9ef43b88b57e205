package io.parley.probe.transport;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * A client's certificate and key.
 *
 * @param certificates a PEM file, the client's own first
 * @param key a PEM file; may be the same
 */
public record ClientIdentity(Path certificates, Path key) {
  X509KeyManager keyManager() throws IOException {
    List<X509Certificate> chain = PemFile.read(certificates).certificates();
    PrivateKey own = PemFile.read(key).key();
    if (!isOf(chain.get(0), own)) {
      throw new IOException(key + " is not the key of the certificate in " + certificates);
    }
    return new Keys(chain, own);
  }

  private static boolean isOf(X509Certificate certificate, PrivateKey key) throws IOException {
    try {
      return KeyPairs.match(certificate.getPublicKey(), key);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use the client's key: " + e.getMessage(), e);
    }
  }

  /** Shows the certificate to every server that asks, whichever authorities it names. */
  private static final class Keys extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    Keys(List<X509Certificate> chain, PrivateKey key) {
      this.chain = chain;
      this.key = key;
    }

    private String chosen(String... types) {
      String own = key.getAlgorithm().toLowerCase(Locale.ROOT);
      return Arrays.stream(types).anyMatch(type -> type.toLowerCase(Locale.ROOT).startsWith(own))
          ? ALIAS
          : null;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return chosen(types);
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return chosen(types);
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {ALIAS};
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
      return chain.toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }
}

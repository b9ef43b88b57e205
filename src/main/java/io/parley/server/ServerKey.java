package io.parley.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/**
 * The server's key and the certificates that prove it.
 *
 * @param chain the server's own certificate first
 */
record ServerKey(List<X509Certificate> chain, PrivateKey key) {
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  ServerKey {
    chain = List.copyOf(chain);
  }

  /**
   * @param otherwise the message where the key is not the certificate's
   */
  static ServerKey of(List<X509Certificate> chain, PrivateKey key, String otherwise)
      throws IOException, GeneralSecurityException {
    if (!isPair(chain.get(0).getPublicKey(), key)) {
      throw new IOException(otherwise);
    }
    return new ServerKey(chain, key);
  }

  X509Certificate certificate() {
    return chain.get(0);
  }

  private static boolean isPair(PublicKey publicKey, PrivateKey privateKey)
      throws GeneralSecurityException {
    if (!publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
      return false;
    }
    byte[] text = "parley".getBytes(StandardCharsets.US_ASCII);
    Signature signature =
        Signature.getInstance(SIGNATURES.getOrDefault(publicKey.getAlgorithm(), "SHA256withRSA"));
    signature.initSign(privateKey);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(text);
    return signature.verify(signed);
  }
}

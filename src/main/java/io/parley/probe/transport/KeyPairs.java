package io.parley.probe.transport;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;

/** Tests whether a private key belongs to a public one. */
final class KeyPairs {
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private KeyPairs() {}

  static boolean match(PublicKey publicKey, PrivateKey privateKey) throws GeneralSecurityException {
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

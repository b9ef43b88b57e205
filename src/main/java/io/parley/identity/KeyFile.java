package io.parley.identity;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The issuer's keys from a file: a JWK set, or public keys and certificates in PEM. Immutable. */
public final class KeyFile implements KeySource {
  private static final int MOST_BYTES = 262_144;

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private final JWKSet keys;

  private KeyFile(JWKSet keys) {
    this.keys = keys;
  }

  /**
   * Reads a file.
   *
   * @throws IOException where it cannot be read or has no key that can be used; its message ends
   *     the sentence "expected a readable file with public keys, but"
   */
  public static KeyFile read(Path file) throws IOException {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
    JWKSet keys =
        text.strip().startsWith("{")
            ? KeySets.parse(text).orElseThrow(() -> new IOException("it is not a JWK set"))
            : pem(text);
    if (keys.isEmpty()) {
      throw new IOException("it has no public key of RSA (2048 bits or more) or EC");
    }
    return new KeyFile(keys);
  }

  private static JWKSet pem(String text) throws IOException {
    List<JWK> keys = new ArrayList<>();
    Matcher matcher = PEM.matcher(text);
    while (matcher.find()) {
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
      keys.add(jwk(key(matcher.group(1).equals("CERTIFICATE"), der)));
    }
    return KeySets.usable(new JWKSet(keys));
  }

  private static PublicKey key(boolean certificate, byte[] der) throws IOException {
    try {
      return certificate
          ? CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der))
              .getPublicKey()
          : publicKey(der);
    } catch (GeneralSecurityException malformed) {
      throw new IOException("it has a malformed key", malformed);
    }
  }

  private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(der);
    try {
      return KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (GeneralSecurityException other) {
      return KeyFactory.getInstance("EC").generatePublic(spec);
    }
  }

  private static JWK jwk(PublicKey key) throws IOException {
    if (key instanceof RSAPublicKey rsa) {
      return new RSAKey.Builder(rsa).build();
    }
    if (key instanceof ECPublicKey ec) {
      Curve curve =
          Optional.ofNullable(Curve.forECParameterSpec(ec.getParams()))
              .orElseThrow(() -> new IOException("it has a key on an unknown curve"));
      return new ECKey.Builder(curve, ec).build();
    }
    throw new IOException("it has a key that is neither RSA nor EC");
  }

  @Override
  public Optional<JWKSet> current() {
    return Optional.of(keys);
  }

  @Override
  public CompletionStage<JWKSet> newerThan(Optional<JWKSet> seen) {
    return CompletableFuture.completedFuture(keys);
  }

  @Override
  public String description() {
    return keys.size() + (keys.size() == 1 ? " key" : " keys") + " of a file";
  }
}

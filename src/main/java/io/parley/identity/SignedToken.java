package io.parley.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.parley.handshake.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A signed token in its compact form (RFC 7515 3.1), bounded and split, and not yet verified. Of
 * its header only the algorithm and the id of the key are used: keys and addresses of keys in a
 * header are its sender's own.
 *
 * @param signed the bytes that the signature covers
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares tokens.
record SignedToken(
    String algorithm, Optional<String> keyId, byte[] signed, String payload, String signature) {
  /** Characters. A larger token does not fit beside the other fields of a handshake. */
  static final int LONGEST = 8_192;

  private static final int LONGEST_KEY_ID = 256;
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]*");
  private static final Set<String> TYPES =
      Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

  /**
   * Splits a token.
   *
   * @param accepted the algorithms of the settings
   * @throws InvalidTokenException where it is not a signed token, or of another algorithm
   */
  static SignedToken parse(String token, Set<String> accepted) throws InvalidTokenException {
    if (token.length() > LONGEST) {
      throw malformed("The token is longer than " + LONGEST + " characters.");
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length == 5) {
      throw malformed("The token is encrypted (JWE); only signed ones are accepted.");
    }
    if (parts.length != 3) {
      throw malformed("A token has three parts with dots between them.");
    }
    Map<String, Object> header =
        BoundedJson.parse(decoded(parts[0]))
            .orElseThrow(() -> malformed("The header is not a flat JSON object."));
    String algorithm = algorithm(header, accepted);
    checkHeader(header);
    decoded(parts[2]);
    byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    return new SignedToken(algorithm, keyId(header), signed, parts[1], parts[2]);
  }

  private static String algorithm(Map<String, Object> header, Set<String> accepted)
      throws InvalidTokenException {
    if (header.get("alg") instanceof String algorithm && accepted.contains(algorithm)) {
      return algorithm;
    }
    throw new InvalidTokenException(
        ProblemCode.TOKEN_ALGORITHM, "The header's alg is not an algorithm that is accepted here.");
  }

  private static void checkHeader(Map<String, Object> header) throws InvalidTokenException {
    if (header.containsKey("crit") || header.containsKey("b64")) {
      throw malformed("The header has crit or b64; no extension is understood.");
    }
    Object type = header.getOrDefault("typ", "JWT");
    if (!(type instanceof String name) || !TYPES.contains(name.toLowerCase(Locale.ROOT))) {
      throw malformed("The header's typ is neither JWT nor at+jwt.");
    }
  }

  private static Optional<String> keyId(Map<String, Object> header) throws InvalidTokenException {
    if (!header.containsKey("kid")) {
      return Optional.empty();
    }
    if (header.get("kid") instanceof String id && id.length() <= LONGEST_KEY_ID) {
      return Optional.of(id);
    }
    throw malformed("The header's kid is not a text of at most " + LONGEST_KEY_ID + " characters.");
  }

  private static byte[] decoded(String part) throws InvalidTokenException {
    if (!PART.matcher(part).matches() || part.length() % 4 == 1) {
      throw malformed("A part of the token is not base64url.");
    }
    return Base64.getUrlDecoder().decode(part);
  }

  private static InvalidTokenException malformed(String detail) {
    return new InvalidTokenException(ProblemCode.TOKEN_MALFORMED, detail);
  }

  /** Returns the parts of the header that select a key. */
  JWSHeader header() {
    return new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).keyID(keyId.orElse(null)).build();
  }

  Base64URL signatureValue() {
    return new Base64URL(signature);
  }

  /**
   * Returns the claims. Call it after the signature is verified.
   *
   * @throws InvalidTokenException where the payload is not a JSON object
   */
  Map<String, Object> claims() throws InvalidTokenException {
    return BoundedJson.parse(decoded(payload))
        .orElseThrow(
            () ->
                malformed(
                    "The payload is not a JSON object with at most "
                        + BoundedJson.DEPTH
                        + " levels."));
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "SignedToken";
  }
}

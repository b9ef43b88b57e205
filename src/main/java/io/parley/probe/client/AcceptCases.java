package io.parley.probe.client;

import static io.parley.probe.client.ServerAnswer.ACCEPT;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Sec-WebSocket-Accept of the answer (RFC 6455 4.1 step 4). */
final class AcceptCases {
  /** The example of RFC 6455 1.3. */
  private static final String SAMPLE_KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private AcceptCases() {}

  static void add(ClientSection section) {
    section
        .mustOpen(
            "put spaces and tabs around the accept value",
            a -> a.with(ACCEPT, " \t" + a.accept() + "\t "))
        .mustFail("leave out Sec-WebSocket-Accept", a -> a.without(ACCEPT))
        .mustFail("send an empty accept value", a -> a.with(ACCEPT, ""));
    wrong(section);
    changed(section);
    repeated(section);
  }

  private static void wrong(ClientSection section) {
    section
        .mustFail(
            "send the accept value of another key",
            a -> a.with(ACCEPT, OpeningRequest.accept(SAMPLE_KEY)))
        .mustFail("send a word as accept value", a -> a.with(ACCEPT, "parley"))
        .must(
            "send the key as accept value",
            "fail the connection",
            dialog -> dialog.sayAndWatch(with(dialog, dialog.request().key())),
            ClientExpectation.fails())
        .must(
            "hash the key without the GUID",
            "fail the connection",
            dialog -> dialog.sayAndWatch(with(dialog, base64("SHA-1", dialog.request().key()))),
            ClientExpectation.fails())
        .must(
            "hash the decoded key",
            "fail the connection",
            dialog ->
                dialog.sayAndWatch(
                    with(dialog, OpeningRequest.accept(decoded(dialog.request().key())))),
            ClientExpectation.fails())
        .must(
            "hash with SHA-256",
            "fail the connection",
            dialog ->
                dialog.sayAndWatch(
                    with(dialog, base64("SHA-256", dialog.request().key() + OpeningRequest.GUID))),
            ClientExpectation.fails());
  }

  private static void changed(ClientSection section) {
    change(section, "write the accept value in lower case", v -> v.toLowerCase(Locale.ROOT));
    change(section, "write the accept value in upper case", v -> v.toUpperCase(Locale.ROOT));
    change(section, "pad the accept value with one more =", v -> v + "=");
    change(section, "leave out the padding", v -> v.replace("=", ""));
    change(section, "put the accept value in quotes", v -> "\"" + v + "\"");
    change(section, "put a letter behind the accept value", v -> v + "x");
    change(section, "send the beginning of the accept value", v -> v.substring(0, 20));
    change(
        section,
        "put a space into the accept value",
        v -> v.substring(0, 9) + " " + v.substring(9));
    change(section, "write the hash in hexadecimal", AcceptCases::hexadecimal);
    change(section, "reverse the accept value", v -> new StringBuilder(v).reverse().toString());
  }

  private static void repeated(ClientSection section) {
    section
        .mustFail(
            "send the right accept value, then a wrong one in a second line",
            a -> a.and(ACCEPT, OpeningRequest.accept(SAMPLE_KEY)))
        .mustFail(
            "send a wrong accept value, then the right one in a second line",
            a -> a.with(ACCEPT, OpeningRequest.accept(SAMPLE_KEY)).and(ACCEPT, a.accept()))
        .mustFail(
            "send the right accept value twice in one line",
            a -> a.with(ACCEPT, a.accept() + ", " + a.accept()))
        .bestFail("send the right accept value in two lines", a -> a.and(ACCEPT, a.accept()));
  }

  private static void change(ClientSection section, String we, UnaryOperator<String> change) {
    section.mustFail(we, a -> a.with(ACCEPT, change.apply(a.accept())));
  }

  private static String with(Dialog dialog, String value) {
    return dialog.right().with(ACCEPT, value).octets();
  }

  private static String hexadecimal(String value) {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(value));
  }

  private static String decoded(String key) {
    try {
      return new String(Base64.getDecoder().decode(key), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String base64(String algorithm, String text) {
    try {
      byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance(algorithm).digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}

package io.parley.handshake;

import static java.util.Map.entry;

import io.parley.http.Redaction;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts the values of a request's fields, so that no credential is shown. A client may put a
 * token into any field, so the content of a value decides: known words, numbers and addresses of
 * known fields stay; all else is replaced by its length.
 */
public final class FieldValues {
  /**
   * 16 bytes in base64. A key is no secret: it is new for every connection, and useless after it.
   */
  private static final Predicate<String> KEY = KeyRule::isSixteenBytes;

  /** A DNS name or an address, without the other characters that a URL allows. */
  private static final Predicate<String> HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]*]|[A-Za-z0-9._-]{0,255})(:[+-]?[0-9]{0,8})?")
          .asMatchPredicate()
          .or(Redaction::isAddress);

  /** {@code scheme://host:port}, and a rest that is not allowed there. */
  private static final Pattern ORIGIN =
      Pattern.compile("([A-Za-z][A-Za-z+.-]{0,19}://)([^/?#@]*)(.*)", Pattern.DOTALL);

  /** A field's name: words of letters, each of at most 16, with few digits. */
  private static final Predicate<String> NAME =
      Pattern.compile(
              "(?=.{1,48}$)[A-Za-z]{1,16}[0-9]{0,3}"
                  + "(?:[-_](?:[A-Za-z]{1,16}[0-9]{0,3}|[0-9]{1,2}))*\\s*:?")
          .asMatchPredicate()
          .or(FieldNames.TUNNEL_PROTOCOL::equals)
          .or(FieldNames.AUTHORITY::equals);

  private static final Predicate<String> FLAG = FieldVocabulary.digits(1).or("?1"::equals);
  private static final Predicate<String> NODE = FieldVocabulary.PROXY.or(Redaction::isAddress);

  /** The words of each known field that are shown, by its name in lower case. */
  private static final Map<String, Predicate<String>> VOCABULARIES =
      Map.ofEntries(
          entry("upgrade", FieldVocabulary.UPGRADE),
          entry(":protocol", FieldVocabulary.UPGRADE),
          entry("connection", FieldVocabulary.CONNECTION),
          entry("proxy-connection", FieldVocabulary.CONNECTION),
          entry("sec-websocket-key", KEY),
          entry("sec-websocket-version", FieldVocabulary.VERSION),
          entry("sec-websocket-extensions", FieldVocabulary.EXTENSION),
          entry("accept", FieldVocabulary.MEDIA_TYPE),
          entry("content-type", FieldVocabulary.MEDIA_TYPE),
          entry("accept-encoding", FieldVocabulary.CODING),
          entry("te", FieldVocabulary.CODING),
          entry("transfer-encoding", FieldVocabulary.CODING),
          entry("content-encoding", FieldVocabulary.CODING),
          entry("accept-language", FieldVocabulary.LANGUAGE),
          entry("cache-control", FieldVocabulary.DIRECTION),
          entry("pragma", FieldVocabulary.DIRECTION),
          entry("sec-fetch-site", FieldVocabulary.FETCH),
          entry("sec-fetch-mode", FieldVocabulary.FETCH),
          entry("sec-fetch-dest", FieldVocabulary.FETCH),
          entry("sec-fetch-user", FieldVocabulary.FETCH),
          entry("content-length", FieldVocabulary.digits(10)),
          entry("max-forwards", FieldVocabulary.digits(3)),
          entry("upgrade-insecure-requests", FLAG),
          entry("dnt", FLAG),
          entry("sec-gpc", FLAG),
          entry("forwarded", NODE),
          entry("via", FieldVocabulary.PROXY),
          entry("x-forwarded-for", NODE),
          entry("x-forwarded-by", NODE),
          entry("x-forwarded-proto", FieldVocabulary.PROXY),
          entry("x-forwarded-protocol", FieldVocabulary.PROXY),
          entry("x-forwarded-scheme", FieldVocabulary.PROXY),
          entry("x-forwarded-ssl", FieldVocabulary.PROXY),
          entry("front-end-https", FieldVocabulary.PROXY),
          entry("x-forwarded-port", FieldVocabulary.digits(5)),
          entry("x-real-ip", NODE),
          entry("x-client-ip", NODE),
          entry("x-cluster-client-ip", NODE),
          entry("true-client-ip", NODE),
          entry("cf-connecting-ip", NODE));

  /** The same for fields of each handshake, by the names that most clients write. */
  private static final Map<String, Predicate<String>> USUAL =
      Map.of(
          FieldNames.UPGRADE, FieldVocabulary.UPGRADE,
          FieldNames.CONNECTION, FieldVocabulary.CONNECTION,
          FieldNames.KEY, KEY,
          FieldNames.VERSION, FieldVocabulary.VERSION,
          FieldNames.EXTENSIONS, FieldVocabulary.EXTENSION);

  private FieldValues() {}

  /**
   * Redacts a value; the result is not yet cut.
   *
   * @param subprotocols those that the server supports, which are no secret
   */
  public static String shown(String name, String value, Collection<String> subprotocols) {
    if (value.isEmpty()) {
      return value;
    }
    Predicate<String> usual = USUAL.get(name);
    if (usual != null) {
      return Redaction.words(value, usual);
    }
    String key = name.toLowerCase(Locale.ROOT);
    return switch (key) {
      case "user-agent" -> Redaction.sentence(value, FieldVocabulary::isProduct);
      case "host", FieldNames.AUTHORITY -> host(value);
      case "origin" -> origin(value);
      case "sec-websocket-protocol" ->
          Redaction.words(value, FieldVocabulary.SUBPROTOCOL.or(subprotocols::contains));
      default -> {
        Predicate<String> words = VOCABULARIES.get(key);
        yield words == null ? Redaction.hidden(value) : Redaction.words(value, words);
      }
    };
  }

  /** Redacts a value of a field that has no words of this server. */
  static String shown(String name, String value) {
    return shown(name, value, List.of());
  }

  /** Redacts a field's name, with or without its colon, if it looks like a token. */
  public static String name(String name) {
    boolean known =
        USUAL.containsKey(name) || VOCABULARIES.containsKey(name.toLowerCase(Locale.ROOT));
    return known || NAME.test(name) ? name : Redaction.hidden(name);
  }

  /** Redacts a word of a request line that is neither a known method nor a version. */
  public static String startWord(String word) {
    return FieldVocabulary.METHOD.or(FieldVocabulary.PROTOCOL).test(word)
        ? word
        : Redaction.hidden(word);
  }

  /** Redacts an unknown method. */
  public static String method(String method) {
    return FieldVocabulary.METHOD.test(method) ? method : Redaction.hidden(method);
  }

  /** Redacts a malformed version of HTTP. */
  public static String protocol(String protocol) {
    return FieldVocabulary.PROTOCOL.test(protocol) ? protocol : Redaction.hidden(protocol);
  }

  /** Redacts the user information before the last {@code @} of a host, well-formed or not. */
  public static String host(String text) {
    int at = text.lastIndexOf('@');
    String user = at < 0 ? "" : Redaction.hidden(text.substring(0, at)) + "@";
    return user + text.substring(at + 1);
  }

  private static String origin(String value) {
    Matcher matcher = ORIGIN.matcher(value);
    if (!matcher.matches()) {
      return Redaction.words(value, "null"::equals);
    }
    String rest = matcher.group(3);
    String host = matcher.group(2);
    return rest.startsWith("@")
        ? matcher.group(1) + Redaction.hidden(host + rest)
        : matcher.group(1) + Redaction.words(host, HOST) + Redaction.hidden(rest);
  }
}

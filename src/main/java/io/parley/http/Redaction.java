package io.parley.http;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts what a peer sent, so that no credential is shown. Known words and names that read like
 * words stay; all else is replaced by its length.
 */
public final class Redaction {
  /** The characters between words. */
  private static final String SEPARATORS = " \t,;=\"()";

  /**
   * The approximate length of a result in characters. Longer texts are cut where they are shown.
   */
  private static final int ENOUGH = 2 * SafeText.LIMIT;

  /** An address with brackets or a port, as proxies write it (RFC 7239 6). */
  private static final Pattern NODE =
      Pattern.compile(
          "\\[([0-9A-Fa-f:.]+)](?::\\d{1,5})?|([0-9.]+)(?::\\d{1,5})?|([0-9A-Fa-f:.]+)");

  /**
   * A possible token: 16 characters cannot be guessed, and most words of a language are shorter.
   */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,}");

  /** Words of letters, with up to three capitalized parts each, and few digits. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,40}$)WORD(?:[._~-]WORD)*"
              .replace(
                  "WORD",
                  "(?:(?:\\p{Lu}?LOWER(?:\\p{Lu}LOWER){0,2}|\\p{Lu}{1,8})\\d{0,2}|\\d{1,4})")
              .replace("LOWER", "[\\p{Ll}\\p{Lo}\\p{M}]{1,15}"));

  /** The characters that are no part of a name. */
  private static final Pattern SPACES = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._~-]+");

  /** In characters. */
  private static final int LONGEST_PHRASE = 32;

  private Redaction() {}

  /** Replaces a text by its length, in words; empty for an empty text. */
  public static String hidden(String text) {
    int length = text.length();
    return switch (length) {
      case 0 -> "";
      case 1 -> "(1 character)";
      default -> "(" + length + " characters)";
    };
  }

  /** Replaces each word of two characters or more by its length, unless it is harmless. */
  public static String words(String text, Predicate<String> harmless) {
    if (text.isEmpty() || harmless.test(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (at < text.length() && shown.length() < ENOUGH) {
      int end = endOfWord(text, at);
      String word = text.substring(at, end);
      shown.append(word.length() == 1 || harmless.test(word) ? word : hidden(word));
      for (at = end; at < text.length() && isSeparator(text, at); at++) {
        shown.append(text.charAt(at));
      }
    }
    return shown.toString();
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && !isSeparator(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean isSeparator(String text, int at) {
    return SEPARATORS.indexOf(text.charAt(at)) >= 0;
  }

  /** Replaces each possible token in a sentence by its length, unless it is harmless. */
  public static String sentence(String text, Predicate<String> harmless) {
    return TOKEN
        .matcher(text)
        .replaceAll(
            piece ->
                Matcher.quoteReplacement(
                    harmless.test(piece.group()) ? piece.group() : hidden(piece.group())));
  }

  /** Whether a text reads like one or several words, without any digit. */
  public static boolean isWords(String text) {
    return NAME.matcher(text).matches() && text.chars().noneMatch(Character::isDigit);
  }

  /**
   * Redacts a name that people chose, such as a room's: unchanged if it reads like words, else its
   * length.
   */
  public static String name(String text) {
    return NAME.matcher(text).matches() ? text : hidden(text);
  }

  /**
   * Redacts what people wrote instead of a name: unchanged if it is short and all its words are
   * names.
   */
  public static String phrase(String text) {
    boolean harmless =
        text.length() <= LONGEST_PHRASE
            && SPACES
                .splitAsStream(text)
                .allMatch(word -> word.isEmpty() || NAME.matcher(word).matches());
    return harmless ? text : hidden(text);
  }

  /** Whether a text is an IP address, with or without brackets or a port. */
  public static boolean isAddress(String text) {
    Matcher matcher = NODE.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    for (int group = 1; group <= 3; group++) {
      if (matcher.group(group) != null) {
        return IpAddress.parse(matcher.group(group)).valid().isPresent();
      }
    }
    return false;
  }
}

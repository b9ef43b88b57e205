package io.parley.http;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows what a peer sent as far as it can be no credential: words that are known, and names that
 * read like one. Of everything else it tells the length.
 */
public final class Redaction {
  /** What stands between words. */
  private static final String SEPARATORS = " \t,;=\"()";

  /** Characters of a result, roughly: what is longer is cut where it is shown. */
  private static final int ENOUGH = 2 * SafeText.LIMIT;

  /** An address with brackets or a port, as proxies write it (RFC 7239 6). */
  private static final Pattern NODE =
      Pattern.compile(
          "\\[([0-9A-Fa-f:.]+)](?::\\d{1,5})?|([0-9.]+)(?::\\d{1,5})?|([0-9A-Fa-f:.]+)");

  /** Nobody guesses 16 characters; words of a language are shorter. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]{16,}");

  /** Words of letters, up to three with a capital each, and few digits. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?=.{1,40}$)WORD(?:[._~-]WORD)*"
              .replace(
                  "WORD",
                  "(?:(?:\\p{Lu}?LOWER(?:\\p{Lu}LOWER){0,2}|\\p{Lu}{1,8})\\d{0,2}|\\d{1,4})")
              .replace("LOWER", "[\\p{Ll}\\p{Lo}\\p{M}]{1,15}"));

  /** What is no part of a name. */
  private static final Pattern SPACES = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._~-]+");

  /** Characters. */
  private static final int LONGEST_PHRASE = 32;

  private Redaction() {}

  /** In place of a text: how long it is; empty for an empty one. */
  public static String hidden(String text) {
    int length = text.length();
    return switch (length) {
      case 0 -> "";
      case 1 -> "(1 character)";
      default -> "(" + length + " characters)";
    };
  }

  /** A text in which each word of two characters or more, if not harmless, is its length. */
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

  /** A sentence, in which what is long and of one piece is replaced by its length. */
  public static String sentence(String text, Predicate<String> harmless) {
    return TOKEN
        .matcher(text)
        .replaceAll(
            piece ->
                Matcher.quoteReplacement(
                    harmless.test(piece.group()) ? piece.group() : hidden(piece.group())));
  }

  /** Whether it reads like a word or several: without any digit. */
  public static boolean isWords(String text) {
    return NAME.matcher(text).matches() && text.chars().noneMatch(Character::isDigit);
  }

  /** A name that people gave, such as a room's: whole if it reads like words, else its length. */
  public static String name(String text) {
    return NAME.matcher(text).matches() ? text : hidden(text);
  }

  /** What people wrote in place of a name: whole if it is short and all words of it are names. */
  public static String phrase(String text) {
    boolean harmless =
        text.length() <= LONGEST_PHRASE
            && SPACES
                .splitAsStream(text)
                .allMatch(word -> word.isEmpty() || NAME.matcher(word).matches());
    return harmless ? text : hidden(text);
  }

  /** Whether it is an IP address, with brackets or a port or without. */
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

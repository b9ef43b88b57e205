package io.parley.server;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Recognizes opening handshakes in which nothing can be read in two ways: the request line, {@code
 * Host} and {@code Upgrade} are in their usual form, and there is no content. The application
 * decides such a request from its head alone. All others pass through its filters.
 */
final class PlainHandshake {
  /** Fields that stand once in a plain handshake, in lower case. */
  private static final String HOST = "host";

  private static final String UPGRADE = "upgrade";
  private static final String KEY = "sec-websocket-key";

  /** Fields of requests with content; a plain handshake has none of them. */
  private static final Set<String> OF_CONTENT = caseInsensitive();

  /** Jetty serves nothing below folders of this kind: {@code WEB-INF}, {@code META-INF}. */
  private static final String PROTECTED = "-inf";

  private PlainHandshake() {}

  private static Set<String> caseInsensitive() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(Set.of("Content-Length", "Transfer-Encoding", "Expect", "Trailer", "TE"));
    return names;
  }

  static boolean is(RequestHead head) {
    return head.whole()
        && head.method().equals("GET")
        && head.protocol().equals("HTTP/1.1")
        && isPlainTarget(head.target())
        && hasPlainFields(head);
  }

  private static boolean hasPlainFields(RequestHead head) {
    int hosts = 0;
    int upgrades = 0;
    int keys = 0;
    for (Map.Entry<String, String> field : head.fields()) {
      String name = field.getKey();
      if (name.equalsIgnoreCase(HOST)) {
        hosts += isPlainHost(field.getValue()) ? 1 : 2;
      } else if (name.equalsIgnoreCase(UPGRADE)) {
        upgrades += field.getValue().equalsIgnoreCase("websocket") ? 1 : 2;
      } else if (name.equalsIgnoreCase(KEY)) {
        keys++;
      } else if (OF_CONTENT.contains(name)) {
        return false;
      }
    }
    return hosts == 1 && upgrades == 1 && keys == 1;
  }

  /** A name, or an address of IPv4, with or without a port. */
  private static boolean isPlainHost(String host) {
    int colon = host.indexOf(':');
    String name = colon < 0 ? host : host.substring(0, colon);
    String port = colon < 0 ? "80" : host.substring(colon + 1);
    return !name.isEmpty()
        && areAll(name, PlainHandshake::isOfName)
        && !port.isEmpty()
        && port.length() <= 5
        && areAll(port, PlainHandshake::isDigit);
  }

  private static boolean areAll(String text, IntPredicate kind) {
    for (int at = 0; at < text.length(); at++) {
      if (!kind.test(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  /** A path and a query without escapes; no segment of the path is empty or made of dots. */
  private static boolean isPlainTarget(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    return path.startsWith("/")
        && !path.contains("//")
        && !path.contains("/.")
        && !isProtected(path)
        && areAll(path, PlainHandshake::isOfPath)
        && (mark < 0 || isPlainQuery(target, mark + 1));
  }

  private static boolean isProtected(String path) {
    int dash = path.indexOf('-');
    return dash >= 0 && path.regionMatches(true, dash, PROTECTED, 0, PROTECTED.length());
  }

  private static boolean isPlainQuery(String target, int from) {
    for (int at = from; at < target.length(); at++) {
      char each = target.charAt(at);
      if (!isOfPath(each) && "!$'()*+,;=:@?&".indexOf(each) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Letters and digits of ASCII, and {@code - . _ ~ /}. */
  private static boolean isOfPath(int each) {
    return isOfName(each) || each == '/' || each == '_' || each == '~';
  }

  private static boolean isOfName(int each) {
    return isDigit(each)
        || (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || each == '-'
        || each == '.';
  }

  private static boolean isDigit(int each) {
    return each >= '0' && each <= '9';
  }
}

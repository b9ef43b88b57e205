package io.parley.journal;

import io.parley.handshake.FieldNames;
import io.parley.handshake.FieldValues;
import io.parley.http.Headers.Field;
import io.parley.http.RawTarget;
import io.parley.http.Redaction;
import io.parley.http.SafeText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts a request, so that no credential is shown. The words of standards and of this server
 * stay, and names that read like words; all else is replaced by its length. Every result is escaped
 * and cut.
 *
 * @param subprotocols those that the server supports
 * @param segments those of its paths, in lower case, without variables
 * @param context the context path: empty, or with a leading slash
 * @param endpoint whether the path is an endpoint's; then its variables may be shown
 */
public record RequestRedaction(
    Set<String> subprotocols, Set<String> segments, String context, boolean endpoint) {
  /** The redaction of a server that adds no words of its own to those of standards. */
  public static final RequestRedaction STRICT = new RequestRedaction(Set.of(), Set.of(), "", false);

  /** Path segments that many servers use. */
  private static final Set<String> USUAL_SEGMENTS =
      words(
          "ws wss websocket websockets socket sockets socket.io engine.io sockjs signalr hub hubs"
              + " api app v1 v2 v3 live stream streams events graphql chat rooms room echo mqtt"
              + " stomp wamp lobby index.html handshakes handshakes.html lab lab.html metrics health"
              + " ready problems page favicon.ico 404.html");

  /** Names of parameters that many clients send; their values are not shown. */
  private static final Set<String> USUAL_PARAMETERS =
      words(
          "attempt room name user id token access_token auth authorization ticket jwt key api_key"
              + " apikey code state session session_id sid secret password pass pwd pin otp"
              + " private_key signature sig lang v version transport eio t after q page");

  /** {@code absolute-form} (RFC 9112 3.2.2): scheme, authority and the rest. */
  private static final Pattern ABSOLUTE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)", Pattern.DOTALL);

  private static final Set<String> SCHEMES = words("http https ws wss");

  /** The parts that are examined: a target of 8 KiB could have thousands. */
  private static final int MOST_PARTS = 64;

  /** The fields of this server's own responses that are shown unchanged. */
  private static final Set<String> ANSWERED =
      words(
          "upgrade connection sec-websocket-accept sec-websocket-protocol"
              + " sec-websocket-extensions sec-websocket-version allow retry-after content-type"
              + " content-length cache-control x-content-type-options");

  private static final UnchangedFields UNCHANGED = new UnchangedFields();

  public RequestRedaction {
    subprotocols = Set.copyOf(subprotocols);
    segments = Set.copyOf(segments);
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  /** Copies the redaction for one request. */
  public RequestRedaction at(String contextPath, boolean hasEndpoint) {
    return new RequestRedaction(subprotocols, segments, contextPath, hasEndpoint);
  }

  /** Redacts a path below the context path, as it was sent. */
  public String path(String path) {
    return SafeText.of(segments(path));
  }

  /** Redacts a whole request target, as it was sent. */
  String target(String target) {
    if (target.startsWith("/")) {
      return SafeText.of(relative(target));
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    return SafeText.of(absolute.matches() ? absolute(absolute) : relative(target));
  }

  private String absolute(Matcher target) {
    String scheme = target.group(1);
    boolean known = SCHEMES.contains(scheme.toLowerCase(Locale.ROOT));
    return (known ? scheme : Redaction.hidden(scheme))
        + "://"
        + FieldValues.host(target.group(2))
        + relative(target.group(3));
  }

  /** Redacts {@code absolute-path [ "?" query ]}, and a fragment, which no valid target has. */
  private String relative(String target) {
    int fragment = orEnd(target, target.indexOf('#'));
    int query = Math.min(orEnd(target, target.indexOf('?')), fragment);
    String path = target.substring(0, query);
    boolean inContext = path.startsWith(context);
    return (inContext ? context + segments(path.substring(context.length())) : segments(path))
        + query(target.substring(query, fragment))
        + after(target.substring(fragment));
  }

  private static int orEnd(String text, int index) {
    return index < 0 ? text.length() : index;
  }

  /** Keeps the first character, and replaces the rest by its length. */
  private static String after(String part) {
    return part.isEmpty() ? "" : part.charAt(0) + Redaction.hidden(part.substring(1));
  }

  private String segments(String path) {
    return parts(path, "/", this::segment);
  }

  private static String parts(String text, String separator, Function<String, String> shown) {
    StringJoiner joined = new StringJoiner(separator);
    for (String part : text.split(separator, MOST_PARTS)) {
      joined.add(shown.apply(part));
    }
    return joined.toString();
  }

  private String segment(String segment) {
    String key = segment.toLowerCase(Locale.ROOT);
    if (segment.isEmpty() || segments.contains(key) || USUAL_SEGMENTS.contains(key)) {
      return segment;
    }
    Optional<String> decoded = RawTarget.segments("/" + segment).map(all -> all.get(0));
    return endpoint && decoded.filter(name -> Redaction.name(name).equals(name)).isPresent()
        ? segment
        : Redaction.hidden(segment);
  }

  /** Redacts a query with its question mark. */
  private static String query(String query) {
    if (query.isEmpty()) {
      return "";
    }
    Optional<String> attempt = AttemptId.of(query).map(id -> AttemptId.PARAMETER + "=" + id);
    return "?"
        + parts(
            query.substring(1),
            "&",
            part -> attempt.filter(part::equals).isPresent() ? part : parameter(part));
  }

  private static String parameter(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0
        ? parameterName(parameter)
        : parameterName(parameter.substring(0, equals))
            + "="
            + Redaction.hidden(parameter.substring(equals + 1));
  }

  private static String parameterName(String name) {
    boolean known = USUAL_PARAMETERS.contains(name.toLowerCase(Locale.ROOT));
    return known || Redaction.isWords(name) ? name : Redaction.hidden(name);
  }

  String method(String method) {
    return SafeText.of(FieldValues.method(method));
  }

  String version(String version) {
    return SafeText.of(FieldValues.protocol(version));
  }

  Field field(Field field) {
    return isShared(field.name()) ? UNCHANGED.shown(field, this::redacted) : redacted(field);
  }

  /**
   * Whether records share the fields of that name. A subprotocol is redacted by the words of this
   * server, too; a key is another in each request.
   */
  private static boolean isShared(String name) {
    return !name.equalsIgnoreCase(FieldNames.PROTOCOL) && !name.equalsIgnoreCase(FieldNames.KEY);
  }

  private Field redacted(Field field) {
    return new Field(
        FieldValues.name(field.name()),
        SafeText.of(FieldValues.shown(field.name(), field.value(), subprotocols)));
  }

  /** Redacts a field of a response of this server. */
  static Field answered(Field field) {
    boolean known = ANSWERED.contains(field.name().toLowerCase(Locale.ROOT));
    String value = known ? field.value() : Redaction.hidden(field.value());
    return new Field(SafeText.of(field.name()), SafeText.of(value));
  }
}

package io.parley.guard;

import io.parley.handshake.Deflate;
import io.parley.handshake.Field;
import io.parley.handshake.Verdict.Accept;
import io.parley.http.RawTarget;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An accepted opening handshake in the one form that every container reads alike: what was decided
 * already is all that is still offered.
 */
final class CanonicalRequest extends HttpServletRequestWrapper {
  private final String path;

  /** By lower-case name; a field that must not be seen has no value. */
  private final Map<String, Optional<String>> fields;

  CanonicalRequest(HttpServletRequest request, String path, Accept accept) {
    super(request);
    this.path = decoded(path);
    Optional<String> extension = accept.deflate() ? Optional.of(Deflate.NAME) : Optional.empty();
    this.fields =
        Map.of(
            key(Field.UPGRADE), Optional.of(Field.WEBSOCKET),
            key(Field.CONNECTION), Optional.of(Field.UPGRADE),
            key(Field.VERSION), Optional.of(Field.VERSION_13),
            key(Field.PROTOCOL), accept.subprotocol(),
            key(Field.EXTENSIONS), extension);
  }

  /** As engines look it up, and as the guard did. */
  private static String decoded(String path) {
    return RawTarget.segments(path).map(segments -> "/" + String.join("/", segments)).orElse(path);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public String getHeader(String name) {
    Optional<String> own = fields.get(key(name));
    return own == null ? super.getHeader(name) : own.orElse(null);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    Optional<String> own = fields.get(key(name));
    return own == null ? super.getHeaders(name) : Collections.enumeration(own.stream().toList());
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    Stream<String> names = Collections.list(super.getHeaderNames()).stream();
    return Collections.enumeration(names.filter(name -> getHeader(name) != null).toList());
  }

  /** Absent where engines, which decode it behind the guard, would fail on it. */
  @Override
  public String getQueryString() {
    String query = super.getQueryString();
    return query == null || RawTarget.isReadable(query) ? query : null;
  }

  /** Without the welcome file that some containers have already put into it. */
  @Override
  public String getServletPath() {
    return path;
  }

  @Override
  public String getPathInfo() {
    return null;
  }
}

package io.parley.guard;

import io.parley.handshake.AcceptedExtension;
import io.parley.handshake.FieldNames;
import io.parley.handshake.Verdict.Accept;
import io.parley.http.PercentEncoding;
import io.parley.http.QueryParameters;
import io.parley.http.RawTarget;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An accepted opening handshake in a form that every container reads in the same way. It offers
 * only what was already chosen.
 */
final class CanonicalRequest extends HttpServletRequestWrapper {
  private final String path;
  private final String host;
  private final String uri;

  /** Null where there is none, as in the Servlet API. */
  private final String query;

  private final Map<String, List<String>> parameters;

  /** By lower-case name; a hidden field has no value. */
  private final Map<String, Optional<String>> fields;

  CanonicalRequest(HttpServletRequest request, String path, Accept accept) {
    super(request);
    this.path = decoded(path);
    this.host = readable(request.getServerName());
    this.uri = PercentEncoding.path(request.getRequestURI());
    this.query =
        Optional.ofNullable(super.getQueryString()).map(PercentEncoding::query).orElse(null);
    this.parameters = QueryParameters.parse(query == null ? "" : query);
    Optional<String> extension = accept.extension().map(AcceptedExtension::name);
    this.fields =
        Map.of(
            key(FieldNames.UPGRADE), Optional.of(FieldNames.WEBSOCKET),
            key(FieldNames.CONNECTION), Optional.of(FieldNames.UPGRADE),
            key(FieldNames.VERSION), Optional.of(FieldNames.VERSION_13),
            key(FieldNames.PROTOCOL), accept.subprotocol(),
            key(FieldNames.EXTENSIONS), extension);
  }

  /** Decodes the path as engines and the guard do to look it up. */
  private static String decoded(String path) {
    return RawTarget.segments(path).map(segments -> "/" + String.join("/", segments)).orElse(path);
  }

  private static String readable(String host) {
    try {
      return URI.create("http://" + host + "/").getRawAuthority();
    } catch (IllegalArgumentException strange) {
      return "localhost";
    }
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

  /** Always http or https: an absolute target may name any scheme, but engines know only two. */
  @Override
  public String getScheme() {
    return isSecure() ? "https" : "http";
  }

  /** A host that is valid in a URI: engines use it only there. */
  @Override
  public String getServerName() {
    return host;
  }

  /** The path as it was sent, in characters that every engine's parser accepts. */
  @Override
  public String getRequestURI() {
    return uri;
  }

  @Override
  public StringBuffer getRequestURL() {
    StringBuffer url = new StringBuffer(getScheme()).append("://").append(getServerName());
    boolean implied = getServerPort() == (getScheme().equals("https") ? 443 : 80);
    return (implied ? url : url.append(':').append(getServerPort())).append(uri);
  }

  /** The query as it was sent, in characters that every engine's parser accepts. */
  @Override
  public String getQueryString() {
    return query;
  }

  /** The parameters of the query only: an opening handshake has no content. */
  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> map = new LinkedHashMap<>();
    parameters.forEach((name, values) -> map.put(name, values.toArray(String[]::new)));
    return Collections.unmodifiableMap(map);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public String[] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public String getParameter(String name) {
    List<String> values = parameters.get(name);
    return values == null ? null : values.get(0);
  }

  /** The path without the welcome file that some containers add. */
  @Override
  public String getServletPath() {
    return path;
  }

  @Override
  public String getPathInfo() {
    return null;
  }
}

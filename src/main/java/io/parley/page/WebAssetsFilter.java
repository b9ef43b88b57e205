package io.parley.page;

import io.parley.page.WebAsset.Representation;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sends the pages and their files in the same way on every container: compressed where the client
 * takes it, with an ETag, and for a name with a hash with leave to keep it. It sends no ranges,
 * which a server may ignore (RFC 9110 14.2): the files are small.
 */
final class WebAssetsFilter implements Filter {
  /** A year, the longest that is customary; a name with a hash never gets another content. */
  private static final String FOREVER = "public, max-age=31536000, immutable";

  /** One element of {@code Accept-Encoding}: a coding and its weight (RFC 9110 12.5.3). */
  private static final Pattern CODING =
      Pattern.compile("([!#$%&'*+.^_`|~\\w-]+)(?:\\s*;\\s*[qQ]=([01](?:\\.\\d{0,3})?))?");

  /** An ETag without what says that it is weak: comparison here is weak (RFC 9110 13.1.2). */
  private static final Pattern TAG = Pattern.compile("\"[^\"]*\"");

  private final FutureTask<WebAssets> assets;
  private final String lastModified;

  /**
   * @param assets run by the first request: reading and compressing the files would take a tenth of
   *     the start
   * @param started no content is younger
   */
  WebAssetsFilter(FutureTask<WebAssets> assets, Instant started) {
    this.assets = assets;
    this.lastModified =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(started.atOffset(ZoneOffset.UTC));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var asked = (HttpServletRequest) request;
    Optional<WebAsset> asset =
        SecurityHeadersFilter.opensSocket(asked) ? Optional.empty() : find(path(asked));
    if (asset.isPresent() && SecurityHeadersFilter.isRead(asked.getMethod())) {
      send(asset.get(), asked, (HttpServletResponse) response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private Optional<WebAsset> find(String path) throws ServletException {
    assets.run();
    try {
      return assets.get().at(path);
    } catch (ExecutionException e) {
      throw new ServletException("the page's files could not be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServletException("interrupted", e);
    }
  }

  /** Of the request, since a container's welcome file has another one; as the peer wrote it. */
  private static String path(HttpServletRequest request) {
    String path = request.getRequestURI();
    String context = request.getContextPath();
    return path.startsWith(context) ? path.substring(context.length()) : path;
  }

  private void send(WebAsset asset, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean compresses = takesGzip(Collections.list(request.getHeaders("Accept-Encoding")));
    Representation sent = compresses ? asset.gzip() : asset.plain();
    response.setHeader("ETag", sent.tag());
    response.setHeader("Last-Modified", lastModified);
    response.setHeader("Vary", "Accept-Encoding");
    if (asset.immutable()) {
      response.setHeader("Cache-Control", FOREVER);
    }
    if (isKnown(request, sent.tag())) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    if (compresses) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setHeader("Accept-Ranges", "none");
    response.setContentType(asset.mediaType());
    response.setContentLength(sent.content().length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(sent.content());
    }
  }

  private boolean isKnown(HttpServletRequest request, String tag) {
    List<String> tags = Collections.list(request.getHeaders("If-None-Match"));
    // Only the same date: another one may be of another server, which had other files.
    return tags.isEmpty()
        ? lastModified.equals(request.getHeader("If-Modified-Since"))
        : knows(tags, tag);
  }

  /** Whether the client prefers gzip to no compression at all; not where it does not say. */
  static boolean takesGzip(List<String> lines) {
    double identity = 0;
    double gzip = -1;
    double any = -1;
    for (String element : elements(lines).toList()) {
      var coding = CODING.matcher(element);
      if (coding.matches()) {
        double weight = Optional.ofNullable(coding.group(2)).map(Double::valueOf).orElse(1.0);
        switch (coding.group(1).toLowerCase(Locale.ROOT)) {
          case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
          case "identity" -> identity = weight;
          case "*" -> any = weight;
          default -> {}
        }
      }
    }
    double weight = gzip < 0 ? any : gzip;
    return weight > 0 && weight >= identity;
  }

  private static Stream<String> elements(List<String> lines) {
    return lines.stream().flatMap(line -> Stream.of(line.split(",", -1))).map(String::strip);
  }

  /** Whether the client has this representation. */
  static boolean knows(List<String> lines, String tag) {
    return lines.stream()
        .anyMatch(
            line ->
                line.strip().equals("*")
                    || TAG.matcher(line).results().anyMatch(found -> found.group().equals(tag)));
  }
}

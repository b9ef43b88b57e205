package io.parley.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;

/** A page that stays the same as long as the application runs. */
final class CachedPage {
  private static final int TAG_BYTES = 16;

  private final byte[] content;
  private final String entityTag;

  private CachedPage(byte[] content, String entityTag) {
    this.content = content;
    this.entityTag = entityTag;
  }

  static CachedPage of(String html) {
    byte[] content = html.getBytes(StandardCharsets.UTF_8);
    return new CachedPage(content, '"' + HexFormat.of().formatHex(hash(content)) + '"');
  }

  private static byte[] hash(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return Arrays.copyOf(hash, TAG_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JVM has SHA-256", impossible);
    }
  }

  /** Sends the page, or 304 to a client that has it (RFC 9110 13.1.2). */
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("ETag", entityTag);
    if (Collections.list(request.getHeaders("If-None-Match")).stream().anyMatch(this::isNamed)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType("text/html; charset=utf-8");
    response.setContentLength(content.length);
    response.getOutputStream().write(content);
  }

  /** Weak comparison: {@code W/} does not count. */
  private boolean isNamed(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag));
  }
}

package io.parley.page;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Records what is set on a response. */
final class Recorded {
  final Map<String, String> fields = new HashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  int status = 200;

  HttpServletResponse response() {
    return Answers.as(
        HttpServletResponse.class,
        Map.of(
            "setStatus", arguments -> status((int) arguments[0]),
            "setHeader", arguments -> field(arguments[0], arguments[1]),
            "setContentType", arguments -> field("Content-Type", arguments[0]),
            "setContentLength", arguments -> field("Content-Length", arguments[0]),
            "getOutputStream", arguments -> stream()));
  }

  String body() {
    return body.toString(StandardCharsets.UTF_8);
  }

  private Object status(int status) {
    this.status = status;
    return null;
  }

  private Object field(Object name, Object value) {
    fields.put((String) name, value.toString());
    return null;
  }

  private ServletOutputStream stream() {
    return new ServletOutputStream() {
      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new AssertionError("nobody writes later");
      }

      @Override
      public void write(int octet) {
        body.write(octet);
      }
    };
  }
}

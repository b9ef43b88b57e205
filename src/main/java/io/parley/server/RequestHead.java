package io.parley.server;

import io.parley.settings.BridgeAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/**
 * A request as far as it was read, for the handler that responds to it.
 *
 * @param method as sent
 * @param target as sent
 * @param protocol such as {@code HTTP/1.1}
 * @param fields in their order
 * @param whole whether it is an HTTP/1 head that Jetty read to its end
 */
record RequestHead(
    String method,
    String target,
    String protocol,
    List<Map.Entry<String, String>> fields,
    boolean whole) {
  static boolean isOverHttp2(Request request) {
    return request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
  }

  /** Reads a request of HTTP/2, whose target is absolute here where it has an authority. */
  static RequestHead ofHttp2(Request request) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    for (HttpField field : request.getHeaders()) {
      fields.add(Map.entry(field.getName(), Optional.ofNullable(field.getValue()).orElse("")));
    }
    return new RequestHead(
        request.getMethod(),
        request.getHttpURI().toString(),
        HttpVersion.HTTP_2.asString(),
        fields,
        true);
  }

  /** The value of each Host line. */
  List<String> hosts() {
    List<String> hosts = new ArrayList<>(1);
    for (Map.Entry<String, String> field : fields) {
      if (field.getKey().equalsIgnoreCase("Host")) {
        hosts.add(field.getValue());
      }
    }
    return hosts;
  }

  /** The parameter of {@link BridgeAttributes#HANDSHAKES}. */
  Map<String, Object> handedOver(String address, boolean secure) {
    return Map.of(
        BridgeAttributes.METHOD, method,
        BridgeAttributes.TARGET, target,
        BridgeAttributes.PROTOCOL, protocol,
        BridgeAttributes.FIELDS, fields,
        BridgeAttributes.ADDRESS, address,
        BridgeAttributes.SECURE, secure);
  }

  /** The parameter of {@link BridgeAttributes#REFUSALS}. */
  Map<String, Object> handedOver(String address, boolean secure, int status) {
    return Map.of(
        BridgeAttributes.METHOD, method,
        BridgeAttributes.TARGET, target,
        BridgeAttributes.PROTOCOL, protocol,
        BridgeAttributes.FIELDS, fields,
        BridgeAttributes.ADDRESS, address,
        BridgeAttributes.SECURE, secure,
        BridgeAttributes.STATUS, status);
  }
}

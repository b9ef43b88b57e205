package io.parley.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses the names and values of a query, as an HTML form writes them. */
public final class QueryParameters {
  private QueryParameters() {}

  /**
   * The first value of a name. A container's own {@code getParameter} fails on a query that it
   * cannot decode.
   *
   * @param query as it was sent; null where there is none, as the Servlet API has it
   */
  public static Optional<String> first(String query, String name) {
    return Optional.ofNullable(query)
        .map(QueryParameters::parse)
        .map(parameters -> parameters.get(name))
        .map(values -> values.get(0));
  }

  /**
   * The values of each name, with names and values in their order. A name without an equals sign
   * has the value "". Never fails: what cannot be decoded stays as it is, or becomes U+FFFD.
   */
  public static Map<String, List<String>> parse(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters
            .computeIfAbsent(PercentEncoding.decoded(name), first -> new ArrayList<>(1))
            .add(PercentEncoding.decoded(value));
      }
    }
    return parameters;
  }
}

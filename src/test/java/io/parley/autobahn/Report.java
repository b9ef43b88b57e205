package io.parley.autobahn;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What the suite found, case by case, on each server. */
record Report(List<Result> results) {

  /**
   * Codes that a close frame carries in cases which expect 1002. They were free when the suite was
   * written, and have been registered since (RFC 6455 11.7).
   */
  private static final Map<String, Integer> REGISTERED_SINCE =
      Map.of("7.9.6", 1012, "7.9.7", 1013, "7.9.8", 1014);

  /**
   * One case on one server.
   *
   * @param behavior is the suite's own word
   * @param code that the server closed with
   */
  record Result(String server, String id, String behavior, Optional<Integer> code) {
    boolean passed() {
      return behavior.equals("OK")
          || behavior.equals("INFORMATIONAL")
          || behavior.equals("NON-STRICT");
    }

    /** Whether the server took a code for what it is today. */
    boolean isOutdated() {
      return !passed() && code.isPresent() && code.get().equals(REGISTERED_SINCE.get(id));
    }

    String group() {
      return id.substring(0, id.indexOf('.'));
    }

    /** Sorts 9.10.1 behind 9.9.1. */
    private static String sortable(String id) {
      return String.join(
          ".",
          Arrays.stream(id.split("\\.", -1))
              .map(part -> String.format("%03d", Integer.parseInt(part)))
              .toList());
    }
  }

  static Report read(List<Path> indexes) {
    List<Result> results = new ArrayList<>();
    indexes.forEach(index -> read(index, results));
    results.sort(
        Comparator.comparing(Result::server).thenComparing(result -> Result.sortable(result.id())));
    return new Report(results);
  }

  private static void read(Path index, List<Result> results) {
    try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), index)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String server = json.currentName();
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
          results.add(result(server, json.currentName(), values(json)));
        }
      }
    }
  }

  private static Map<String, String> values(JsonParser json) {
    Map<String, String> values = new TreeMap<>();
    json.nextToken();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      values.put(name, json.getString());
    }
    return values;
  }

  private static Result result(String server, String id, Map<String, String> values) {
    return new Result(
        server,
        id,
        values.get("behavior"),
        Optional.of(values.get("remoteCloseCode"))
            .filter(code -> !code.equals("null"))
            .map(Integer::valueOf));
  }

  List<String> servers() {
    return results.stream().map(Result::server).distinct().toList();
  }

  /** With the results of another report in place of those of the same cases and servers. */
  Report with(Report later) {
    Map<List<String>, Result> all = new LinkedHashMap<>();
    results.forEach(result -> all.put(List.of(result.server(), result.id()), result));
    later.results.forEach(result -> all.put(List.of(result.server(), result.id()), result));
    return new Report(List.copyOf(all.values()));
  }

  /** The cases that a server did not pass, those apart that have become wrong. */
  List<Result> failed() {
    return results.stream().filter(r -> !r.passed() && !r.isOutdated()).toList();
  }
}

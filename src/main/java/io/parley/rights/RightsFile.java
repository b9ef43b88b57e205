package io.parley.rights;

import io.parley.chat.RoomRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads the file of rights: one JSON object with the list {@code rules}. */
public final class RightsFile {
  /** Bytes of the file at most: it is held in memory, and read at the start. */
  static final int MAX_BYTES = 1_048_576;

  /** Rules at most: each act of a member may compare all of them. */
  static final int MAX_RULES = 1_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxStringLength(1_024)
                  .maxNameLength(256)
                  .build())
          .build();

  private RightsFile() {}

  /**
   * Reads the rules of a file, in its order.
   *
   * @throws BadRightsException where it cannot be read, or is no such file
   */
  public static List<RoomRule> read(String file) throws BadRightsException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new BadRightsException("it has more than " + MAX_BYTES + " bytes");
      }
      return parse(bytes);
    } catch (IOException | InvalidPathException e) {
      throw new BadRightsException("it cannot be read");
    }
  }

  static List<RoomRule> parse(byte[] bytes) throws BadRightsException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
      parser.nextToken();
      RightsParser rights = new RightsParser(parser);
      List<RoomRule> rules = rules(rights, parser);
      if (parser.nextToken() != null) {
        throw rights.bad("only one object is expected");
      }
      return rules;
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place =
          at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
      throw new BadRightsException(place + "not JSON, or a name that stands twice");
    }
  }

  private static List<RoomRule> rules(RightsParser rights, JsonParser parser)
      throws BadRightsException {
    rights.require(JsonToken.START_OBJECT, "an object with the list rules is expected");
    List<RoomRule> rules = new ArrayList<>();
    boolean found = false;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      if (!name.equals("rules")) {
        throw rights.bad("only rules is expected");
      }
      found = true;
      parser.nextToken();
      rights.require(JsonToken.START_ARRAY, "a list of rules is expected");
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        rules.add(rights.rule());
        if (rules.size() > MAX_RULES) {
          throw rights.bad("at most " + MAX_RULES + " rules are expected");
        }
      }
    }
    if (!found) {
      throw rights.bad("the list rules is missing");
    }
    return rules;
  }
}

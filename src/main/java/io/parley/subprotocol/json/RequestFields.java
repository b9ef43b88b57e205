package io.parley.subprotocol.json;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * The known fields of one JSON object. Each value is a string, a whole number, or of a wrong type.
 */
final class RequestFields {
  /**
   * Code points of a reference at most. Without a limit, a peer could make the server send back any
   * amount.
   */
  static final int MAX_REF = 64;

  /** Depth of unknown fields at most: deeper ones would only exhaust the stack. */
  static final int MAX_DEPTH = 32;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Digits of a number at most: parsing a long one costs the square of its length. */
  private static final int MAX_DIGITS = 100;

  /** Characters of a field's name at most. */
  private static final int MAX_NAME = 256;

  private static final Object WRONG = new Object();

  private final Map<RequestField, Object> values = new EnumMap<>(RequestField.class);

  private RequestFields() {}

  /**
   * Creates the factory of parsers.
   *
   * @param maxMessage bytes, and so characters, of an object at most
   */
  static JsonFactory factory(int maxMessage) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                // The object itself counts as one level.
                .maxNestingDepth(MAX_DEPTH + 1)
                .maxNumberLength(MAX_DIGITS)
                .maxNameLength(MAX_NAME)
                .maxStringLength(maxMessage)
                .maxDocumentLength(maxMessage)
                .build())
        // The peer chooses the names: cached, they would fill the memory that all parsers share.
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .build();
  }

  /**
   * Parses one object.
   *
   * @throws RequestRefusedException where {@code json} is not one JSON object, or exceeds a limit
   */
  static RequestFields read(JsonFactory factory, String json) {
    RequestFields requestFields = new RequestFields();
    if (json.startsWith(BYTE_ORDER_MARK)) {
      throw requestFields.malformed(
          "The message begins with a byte order mark (U+FEFF): leave it out.");
    }
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw requestFields.malformed("Send one JSON object a message.");
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        requestFields.keep(parser, name);
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw requestFields.malformed("Send one JSON object a message, and nothing after it.");
      }
    } catch (JacksonException e) {
      throw requestFields.malformed("This is not JSON, or exceeds what the protocol allows.");
    }
    return requestFields;
  }

  private void keep(JsonParser parser, String name) {
    Object value = value(parser);
    Optional<RequestField> known = RequestField.named(name);
    if (known.isPresent() && values.putIfAbsent(known.get(), value) != null) {
      throw malformed("The field " + known.get() + " stands twice.");
    }
  }

  private static Object value(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return switch (parser.getNumberType()) {
        case INT, LONG -> parser.getLongValue();
        default -> WRONG;
      };
    }
    parser.skipChildren();
    return WRONG;
  }

  private RequestRefusedException malformed(String message) {
    return new RequestRefusedException(ErrorReply.of(legibleRef(), ErrorCode.MALFORMED, message));
  }

  /**
   * Returns the reference where it is valid, for the reply to an otherwise invalid request.
   *
   * @see #ref
   */
  private Optional<String> legibleRef() {
    return values.get(RequestField.REF) instanceof String text && isRef(text)
        ? Optional.of(text)
        : Optional.empty();
  }

  private static boolean isRef(String text) {
    return text.codePointCount(0, text.length()) <= MAX_REF && !halved(text);
  }

  /**
   * Returns the reference; empty where there is none.
   *
   * @throws RequestRefusedException where it is no text, or too long to send back
   */
  Optional<String> ref() {
    Optional<String> ref = text(RequestField.REF);
    if (ref.isPresent() && !isRef(ref.get())) {
      throw bad(RequestField.REF, "A ref has at most " + MAX_REF + " characters.");
    }
    return ref;
  }

  /**
   * Returns a text field; empty where there is none.
   *
   * @throws RequestRefusedException where it is not a string, or has half a surrogate pair
   */
  Optional<String> text(RequestField requestField) {
    Object value = values.get(requestField);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw bad(requestField, "The field " + requestField + " must be a string.");
    }
    if (halved(text)) {
      throw bad(requestField, "The field " + requestField + " has half a surrogate pair.");
    }
    return Optional.of(text);
  }

  /**
   * Returns a number field; empty where there is none.
   *
   * @throws RequestRefusedException where it is not a whole number from 1
   */
  Optional<Long> count(RequestField requestField) {
    Object value = values.get(requestField);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Long number) || number < 1) {
      throw bad(requestField, "The field " + requestField + " must be a whole number from 1.");
    }
    return Optional.of(number);
  }

  RequestRefusedException bad(RequestField requestField, String message) {
    return new RequestRefusedException(
        new ErrorReply(
            legibleRef(),
            ErrorCode.BAD_FIELD,
            Optional.of(requestField),
            Optional.empty(),
            message));
  }

  RequestRefusedException unknownType(String message) {
    return new RequestRefusedException(
        ErrorReply.of(legibleRef(), ErrorCode.UNKNOWN_TYPE, message));
  }

  /** Returns the value of {@code type}; empty where it is not a string. */
  Optional<String> type() {
    return values.get(RequestField.TYPE) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Whether a text has an unpaired surrogate, which UTF-8 cannot encode. */
  private static boolean halved(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}

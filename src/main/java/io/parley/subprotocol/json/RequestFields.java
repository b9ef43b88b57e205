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

/** The known fields of one JSON object, each a string, a whole number, or of a wrong type. */
final class RequestFields {
  /** Code points. A peer could make us send back whatever it likes. */
  static final int MAX_REF = 64;

  /** Depth of what stands in fields that nobody knows: deeper ones only want the stack. */
  static final int MAX_DEPTH = 32;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Digits: to read a long number costs the square of its length. */
  private static final int MAX_DIGITS = 100;

  /** Characters of a field's name. */
  private static final int MAX_NAME = 256;

  private static final Object WRONG = new Object();

  private final Map<RequestField, Object> values = new EnumMap<>(RequestField.class);

  private RequestFields() {}

  /**
   * Makes what reads objects.
   *
   * @param maxMessage bytes, and so the most characters, that an object has
   */
  static JsonFactory factory(int maxMessage) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                // The object itself counts.
                .maxNestingDepth(MAX_DEPTH + 1)
                .maxNumberLength(MAX_DIGITS)
                .maxNameLength(MAX_NAME)
                .maxStringLength(maxMessage)
                .maxDocumentLength(maxMessage)
                .build())
        // Names are the peer's: remembered, they would fill the memory that all parsers share.
        .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .build();
  }

  /**
   * Reads one object.
   *
   * @throws RequestRefusedException where {@code json} is something else
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
   * The reference as far as it can be read; what comes back where something else is wrong.
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
   * Empty where there is none.
   *
   * @throws RequestRefusedException where it cannot come back
   */
  Optional<String> ref() {
    Optional<String> ref = text(RequestField.REF);
    if (ref.isPresent() && !isRef(ref.get())) {
      throw bad(RequestField.REF, "A ref has at most " + MAX_REF + " characters.");
    }
    return ref;
  }

  /**
   * Empty where there is none.
   *
   * @throws RequestRefusedException where it is no text
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
   * Empty where there is none.
   *
   * @throws RequestRefusedException where it is no whole number from 1
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
        new ErrorReply(legibleRef(), ErrorCode.BAD_FIELD, Optional.of(requestField), message));
  }

  RequestRefusedException unknownType(String message) {
    return new RequestRefusedException(
        ErrorReply.of(legibleRef(), ErrorCode.UNKNOWN_TYPE, message));
  }

  /** The value of {@code type} where it is text. */
  Optional<String> type() {
    return values.get(RequestField.TYPE) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** Whether half of a surrogate pair stands alone: UTF-8 has no bytes for it. */
  private static boolean halved(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}

package io.parley.probe.strict;

import static io.parley.probe.strict.Flaw.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Chooses a subprotocol and an extension as a strict server does, or by a flaw. */
final class Negotiation {
  private static final String NAME = "permessage-deflate";
  private static final Pattern BITS = Pattern.compile("[89]|1[0-5]");
  private static final List<String> SPOKEN = List.of("soap", "wamp");

  private final Set<Flaw> flaws;
  private final Head head;

  Negotiation(Set<Flaw> flaws, Head head) {
    this.flaws = flaws;
    this.head = head;
  }

  /** The lines to be sent for subprotocols. */
  List<String> subprotocols() {
    List<String> offered = offered();
    List<String> known = new ArrayList<>(offered.stream().filter(this::speaks).toList());
    if (flaws.contains(CHOOSES_A_SUBPROTOCOL_UNASKED) && offered.isEmpty()) {
      return List.of("soap");
    }
    if (flaws.contains(ECHOES_SUBPROTOCOLS) && !offered.isEmpty()) {
      return List.of(head.value("Sec-WebSocket-Protocol"));
    }
    if (flaws.contains(CHOOSES_NO_SUBPROTOCOL)) {
      return List.of();
    }
    if (flaws.contains(CHOOSES_BY_ITS_OWN_ORDER)) {
      known.sort(null);
    }
    if (flaws.contains(CHOOSES_BY_REVERSE_ORDER)) {
      known.sort(Comparator.reverseOrder());
    }
    int count = flaws.contains(CHOOSES_ALL) ? known.size() : Math.min(1, known.size());
    return known.subList(0, count);
  }

  private List<String> offered() {
    List<String> lines = head.values("Sec-WebSocket-Protocol");
    if (flaws.contains(CHOOSES_RAW_ELEMENTS)) {
      return Arrays.asList(String.join(",", lines).split(",", -1));
    }
    List<String> offered =
        flaws.contains(CHOOSES_FROM_THE_FIRST_LINE)
            ? Head.elementsOf(lines.isEmpty() ? "" : lines.get(0))
            : head.elements("Sec-WebSocket-Protocol");
    return flaws.contains(CHOOSES_THE_FIRST_ONLY) && !offered.isEmpty()
        ? offered.subList(0, 1)
        : offered;
  }

  private boolean speaks(String name) {
    return SPOKEN.contains(name)
        || flaws.contains(CHOOSES_ANY_SUBPROTOCOL)
        || (flaws.contains(CHOOSES_IN_ANY_CASE) && SPOKEN.stream().anyMatch(name::equalsIgnoreCase))
        || (flaws.contains(CHOOSES_BY_PREFIX) && SPOKEN.stream().anyMatch(name::startsWith));
  }

  /** The value to be sent for extensions; empty for none. */
  Optional<String> extension() {
    if (flaws.contains(EXTENDS_UNASKED)) {
      return Optional.of(NAME);
    }
    List<String> offers = offers();
    Optional<String> agreed =
        offers.stream()
            .map(this::answer)
            .filter(Optional::isPresent)
            .findFirst()
            .orElse(Optional.empty());
    return flaws.contains(EXTENDS_TWICE) ? agreed.map(a -> a + ", " + a) : agreed;
  }

  private List<String> offers() {
    List<String> lines = head.values("Sec-WebSocket-Extensions");
    List<String> all =
        flaws.contains(EXTENDS_BY_THE_FIRST_LINE) && !lines.isEmpty()
            ? Head.elementsOf(lines.get(0))
            : head.elements("Sec-WebSocket-Extensions");
    return flaws.contains(EXTENDS_BY_THE_FIRST_ELEMENT_ONLY) && !all.isEmpty()
        ? all.subList(0, 1)
        : all;
  }

  private Optional<String> answer(String offer) {
    String[] parts = offer.split("[ \t]*;[ \t]*", -1);
    boolean ours = parts[0].equals(NAME);
    if (!ours && flaws.contains(EXTENDS_BY_ANY_NAME)) {
      return Optional.of(parts[0]);
    }
    if (!ours && !(flaws.contains(EXTENDS_BY_CONTENT) && parts[0].contains(NAME))) {
      return Optional.empty();
    }
    List<String> parameters = Arrays.asList(parts).subList(1, parts.length);
    return isAcceptable(parameters) ? Optional.of(answer(parameters)) : Optional.empty();
  }

  private boolean isAcceptable(List<String> parameters) {
    if (flaws.contains(EXTENDS_ONLY_WITHOUT_PARAMETERS) && !parameters.isEmpty()) {
      return false;
    }
    Set<String> names = new HashSet<>();
    for (String parameter : parameters) {
      String[] pair = parameter.split("[ \t]*=[ \t]*", 2);
      boolean again = !names.add(pair[0]);
      if (again && !flaws.contains(EXTENDS_WITH_REPEATED_PARAMETERS)) {
        return false;
      }
      if (!isKnown(pair[0]) && !flaws.contains(EXTENDS_WITH_UNKNOWN_PARAMETERS)) {
        return false;
      }
      if (isKnown(pair[0])
          && !isValid(pair[0], pair.length > 1 ? pair[1].replace("\"", "") : "")
          && !flaws.contains(EXTENDS_WITH_ANY_VALUE)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKnown(String name) {
    return name.matches("(server|client)_(no_context_takeover|max_window_bits)");
  }

  private static boolean isValid(String name, String value) {
    return switch (name) {
      case "server_max_window_bits" -> BITS.matcher(value).matches();
      case "client_max_window_bits" -> value.isEmpty() || BITS.matcher(value).matches();
      default -> value.isEmpty();
    };
  }

  private String answer(List<String> parameters) {
    StringBuilder answer = new StringBuilder(NAME);
    String all = String.join(";", parameters);
    if (all.contains("server_no_context_takeover")
        && !flaws.contains(EXTENDS_WITHOUT_SERVER_RESET)) {
      answer.append("; server_no_context_takeover");
    }
    if (all.contains("client_no_context_takeover")) {
      answer.append("; client_no_context_takeover");
    }
    if (all.contains("server_max_window_bits") && !flaws.contains(EXTENDS_WITHOUT_SERVER_BITS)) {
      answer.append("; server_max_window_bits=").append(bits(all, "server_max_window_bits"));
    }
    if (flaws.contains(EXTENDS_WITH_CLIENT_BITS_UNASKED)
        || all.contains("client_max_window_bits=")) {
      answer.append("; client_max_window_bits=").append(bits(all, "client_max_window_bits"));
    }
    return answer
        + (flaws.contains(EXTENDS_WITH_A_BAD_ANSWER) ? "; client_max_window_bits=99" : "");
  }

  private String bits(String all, String name) {
    String asked = all.replaceFirst(".*" + name + "=\"?([0-9]+).*", "$1");
    return flaws.contains(EXTENDS_WITH_LARGER_BITS)
        ? asked + "9"
        : asked.matches("[0-9]+") ? asked : "15";
  }
}

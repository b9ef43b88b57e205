package io.parley.page;

import io.parley.http.QueryParameters;
import io.parley.page.OperatorConsole.RoomMembers;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the state of the server, its rooms and their members, and closes a connection. To be
 * registered for the operator only.
 */
final class ConsoleServlet extends HttpServlet {
  static final String PATTERN = "/operator/*";

  /** The path below {@link #PATTERN} of the resource that closes a connection. */
  private static final Pattern CLOSE = Pattern.compile("/connections/([A-Za-z0-9_-]{1,64})/close");

  private static final int DEFAULT_LISTED = 100;
  private static final int MOST_LISTED = 500;

  /** Characters of what is searched for. */
  private static final int MOST_WANTED = 128;

  /** Bytes of the JSON with the reason. */
  private static final int MOST_ORDER = 4_096;

  /** Characters that a log or a person could mistake for something else, and lone surrogates. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private static final long serialVersionUID = 1;

  private final transient OperatorConsole console;

  ConsoleServlet(OperatorConsole console) {
    this.console = console;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> path = Optional.ofNullable(request.getPathInfo());
    Matcher close = CLOSE.matcher(path.orElse(""));
    if (path.isEmpty()) {
      if (PageResponse.takes(request, response, "GET", "HEAD")) {
        show(request, response);
      }
    } else if (close.matches()) {
      if (PageResponse.takes(request, response, "POST")) {
        close(request, response, close.group(1));
      }
    } else {
      PageResponse.problem(response, 404, "operator and operator/connections/<id>/close exist.");
    }
  }

  private void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
    OptionalInt rooms = limit(request, "rooms");
    OptionalInt members = limit(request, "members");
    String wanted = parameter(request, "find").orElse("");
    if (rooms.isEmpty() || members.isEmpty() || wanted.length() > MOST_WANTED) {
      PageResponse.problem(
          response, 400, "rooms and members are from 1 to 500, find has at most 128 characters.");
      return;
    }
    Optional<RoomMembers> room =
        parameter(request, "room").flatMap(name -> console.room(name, wanted, members.getAsInt()));
    PageResponse.json(
        response,
        ConsoleJson.write(console.totals(), console.largestRooms(rooms.getAsInt()), room));
  }

  /** Returns the most that are to be listed; empty where the number is invalid. */
  private static OptionalInt limit(HttpServletRequest request, String name) {
    Optional<String> given = parameter(request, name);
    if (given.isEmpty()) {
      return OptionalInt.of(DEFAULT_LISTED);
    }
    return given
        .filter(digits -> digits.matches("[1-9][0-9]{0,2}"))
        .map(Integer::valueOf)
        .filter(number -> number <= MOST_LISTED)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private void close(HttpServletRequest request, HttpServletResponse response, String connection)
      throws IOException {
    if (!OwnJson.admits(request, response)) {
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MOST_ORDER + 1);
    if (body.length > MOST_ORDER) {
      PageResponse.problem(response, 413, "Send at most 4 KiB.");
      return;
    }
    Optional<String> reason =
        ConsoleJson.reason(body).filter(text -> !text.isBlank() && !UNSEEN.matcher(text).find());
    if (reason.isEmpty()) {
      PageResponse.problem(
          response, 400, "Send an object with a reason: visible text, told to the peer.");
    } else if (console.close(connection, reason.get(), operator(request))) {
      PageResponse.noContent(response);
    } else {
      PageResponse.problem(response, 404, "No open connection has this id.");
    }
  }

  private static String operator(HttpServletRequest request) {
    return new PageRequest(request).effective().address();
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return QueryParameters.first(request.getQueryString(), name).filter(value -> !value.isEmpty());
  }
}

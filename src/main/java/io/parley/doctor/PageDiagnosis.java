package io.parley.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Why a handshake was answered like the request of a page. */
final class PageDiagnosis {
  private static final Pattern PORTAL =
      Pattern.compile(
          "(?i)captive|hot ?spot|wi-?fi|\\bwlan\\b|wispr|\\bportal\\b|guest (?:access|network|login)"
              + "|terms (?:of use|of service|and conditions)|voucher|internet access");
  private static final Pattern LOGIN =
      Pattern.compile(
          "(?i)type=[\"']?password|log[ -]?in\\b|sign[ -]?in\\b|\\bpassword\\b|anmeld|登入");

  /** A page that is only the frame of a program for browsers: it is served for every path. */
  private static final Pattern SINGLE_PAGE =
      Pattern.compile("(?i)<script[^>]+(?:src=|type=[\"']?module)");

  private final Server server;
  private final Answer answer;

  PageDiagnosis(Server server, Answer answer) {
    this.server = server;
    this.answer = answer;
  }

  Diagnosis find() {
    Optional<String> path = PathGuess.find(server);
    if (path.isPresent()) {
      return PathGuess.wrongPath(path.get());
    }
    if (!answer.isPage()) {
      return ProxyKind.of(answer).isPresent() ? notPassed() : noEndpoint();
    }
    boolean verified = server.target().secure() && !server.options().insecure();
    if (!verified && PORTAL.matcher(answer.body()).find()) {
      return portal("the page speaks of access to a network");
    }
    boolean everywhere = isEverywhere();
    if (LOGIN.matcher(answer.body()).find()) {
      return everywhere && !verified
          ? portal("each path gets the same login")
          : login("The answer is a login page.", server.options());
    }
    if (ProxyKind.of(answer).isPresent()) {
      return notPassed();
    }
    boolean application = verified || SINGLE_PAGE.matcher(answer.body()).find();
    return everywhere && !application ? portal("each path gets the same page") : noEndpoint();
  }

  /** Whether a path that nobody has gets the same page. */
  private boolean isEverywhere() {
    return answer.isLike(server.ask(server.get("/parley-doctor-" + UUID.randomUUID())));
  }

  static Diagnosis portal(String sign) {
    return Diagnosis.of(
        Party.NETWORK,
        "A captive portal of this network answers instead of the server: " + sign + ".",
        "Log in to the network first: open any http: page in a browser.",
        "Use wss: with a server on port 443: a portal cannot answer there unnoticed.",
        "If you know the page as your own server's, that server has no WebSocket endpoint at this"
            + " path: correct the path, or add a location for it to the web server.");
  }

  static Diagnosis login(String cause, DoctorOptions options) {
    boolean given =
        options.headers().stream().anyMatch(f -> f.name().matches("(?i)cookie|authorization"));
    return Diagnosis.of(
        Party.REQUEST,
        cause
            + (given
                ? " The given cookie or token is not accepted."
                : " The client is not logged in."),
        given
            ? "Log in again, and use the new cookie: the old one has expired, or is for another host."
            : "Log in first. The handshake needs the session's cookie; here: --cookie 'NAME=VALUE'.",
        "From another site a browser sends the cookie only if it has SameSite=None; Secure.",
        "Let the server answer 401 to a handshake: no browser follows a redirect of one, or shows a"
            + " page.");
  }

  private Diagnosis notPassed() {
    List<String> change = new ArrayList<>();
    change.add(
        "The proxy took this for the request of a page: it answers by itself (try_files), or"
            + " drops Upgrade. Give "
            + server.target().path()
            + " a location of its own with these lines.");
    change.addAll(ProxyKind.upgrade(ProxyKind.of(answer)));
    change.add("Check the path too: it has to be the WebSocket's.");
    return new Diagnosis(
        Party.PROXY,
        "The handshake is answered " + answer.status() + " like the request of a page.",
        change);
  }

  private Diagnosis noEndpoint() {
    return Diagnosis.of(
        Party.APPLICATION,
        "The server answers "
            + answer.status()
            + " as if no upgrade was asked for: it has no"
            + " WebSocket endpoint at this path.",
        "Check the path of the URL: spelling, prefix, context path.",
        "Check that the application registers its WebSocket endpoint (its log at the start), and that"
            + " no fallback page takes its path.");
  }
}

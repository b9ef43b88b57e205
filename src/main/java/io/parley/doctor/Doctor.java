package io.parley.doctor;

import io.parley.doctor.StepReport.Outcome;
import io.parley.probe.PrintableOctets;
import io.parley.probe.ProbeResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the steps of a client one after the other, up to the first that fails. */
public final class Doctor {
  private static final List<Step> STEPS = List.copyOf(EnumSet.allOf(Step.class));

  private final DoctorOptions options;
  private final CertificateJudge certificates;
  private final Consumer<StepReport> listener;
  private final List<StepReport> reports = new ArrayList<>();

  private Doctor(
      DoctorOptions options, CertificateJudge certificates, Consumer<StepReport> listener) {
    this.options = options;
    this.certificates = certificates;
    this.listener = listener;
  }

  /**
   * Examines a server.
   *
   * @param listener gets each step as soon as it is done
   * @throws IOException if the file of authorities cannot be read, with a message for people
   */
  public static DoctorReport examine(DoctorOptions options, Consumer<StepReport> listener)
      throws IOException {
    return new Doctor(options, CertificateJudge.of(options.authorities()), listener).examine();
  }

  private DoctorReport examine() {
    Optional<Diagnosis> diagnosis = Optional.empty();
    try {
      Server server = reach();
      try (WebSocketLink link = upgrade(server)) {
        boolean echoes = converse(server, link);
        endure(server, echoes);
      }
    } catch (FailedStepException e) {
      diagnosis = Optional.of(e.diagnosis());
      report(STEPS.get(reports.size()), Outcome.FAILED, e.seen());
      skipRest();
    } catch (IOException e) {
      // Only closing fails so: all steps are done by then.
      skipRest();
    }
    return new DoctorReport(options.target().toString(), reports, diagnosis);
  }

  private void skipRest() {
    List<Step> rest = STEPS.subList(reports.size(), STEPS.size());
    rest.forEach(step -> report(step, Outcome.NOT_REACHED, List.of()));
  }

  private Server reach() throws FailedStepException {
    List<String> seen = new ArrayList<>();
    List<InetAddress> addresses =
        NameStep.resolve(options.target().host(), options.timeout(), seen);
    pass(Step.NAME, seen);
    List<String> ways = new ArrayList<>();
    List<InetSocketAddress> routed = AddressStep.routed(addresses, options.target().port(), ways);
    pass(Step.ADDRESS, ways);
    List<String> attempts = new ArrayList<>();
    InetSocketAddress address = TcpStep.connect(routed, options.timeout(), attempts);
    pass(Step.TCP, attempts);
    Server server = new Server(options, address, certificates);
    secure(server);
    return server;
  }

  private void secure(Server server) throws FailedStepException {
    if (!options.target().secure()) {
      skip(Step.TLS, "the URL says ws:, without TLS");
      return;
    }
    List<String> seen = new ArrayList<>();
    TlsStep.check(server, seen);
    pass(Step.TLS, seen);
  }

  private WebSocketLink upgrade(Server server) throws FailedStepException {
    WebSocketLink link = UpgradeStep.open(server);
    pass(Step.UPGRADE, link.answer().shown());
    options
        .origin()
        .ifPresentOrElse(
            origin -> pass(Step.ORIGIN, List.of(PrintableOctets.brief(origin) + " is allowed")),
            () -> skip(Step.ORIGIN, "none was sent; --origin takes that of the page"));
    return link;
  }

  /** Returns whether the server echoes messages. */
  private boolean converse(Server server, WebSocketLink link) throws FailedStepException {
    ProbeResponse response = link.answer().response().orElseThrow();
    pass(Step.SUBPROTOCOL, List.of(SubprotocolStep.check(response, options.subprotocols())));
    Compression compression = Compression.of(response);
    pass(Step.COMPRESSION, List.of(compression.toString()));
    List<String> seen = new ArrayList<>();
    PingStep.check(link, seen);
    pass(Step.PING, seen);
    if (!options.messages()) {
      skip(Step.MESSAGES, "--no-messages");
      return false;
    }
    List<String> messages = new ArrayList<>();
    boolean echoes = new MessageStep(server, messages).check(link, compression);
    pass(Step.MESSAGES, messages);
    return echoes;
  }

  private void endure(Server server, boolean echoes) throws FailedStepException {
    if (options.silence().isPresent()) {
      List<String> seen = new ArrayList<>();
      IdleStep.check(server, options.silence().get(), seen);
      pass(Step.IDLE, seen);
    } else {
      skip(Step.IDLE, "--wait 65 looks whether a minute of silence is survived");
    }
    if (options.messageSize().isPresent()) {
      List<String> seen = new ArrayList<>();
      new SizeStep(server, seen).check(options.messageSize().getAsInt(), echoes);
      pass(Step.SIZE, seen);
    } else {
      skip(Step.SIZE, "--message-size BYTES sends a message of that size");
    }
  }

  private void pass(Step step, List<String> seen) {
    report(step, Outcome.PASSED, seen);
  }

  private void skip(Step step, String why) {
    report(step, Outcome.NOT_CHECKED, List.of(why));
  }

  private void report(Step step, Outcome outcome, List<String> seen) {
    StepReport stepReport = new StepReport(step, outcome, seen);
    reports.add(stepReport);
    listener.accept(stepReport);
  }
}

package io.parley.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code mvn -P load verify}: Parley and a bare Jetty endpoint, one after the other, several times,
 * on one machine with the load that measures them. What counts are the ratios. With the WAR of
 * another version as a second argument, it is measured in place of the bare endpoint.
 */
public final class LoadBench {
  private static final int MEMBERS = 500;
  private static final int IDLE = 5_000;
  private static final int STALLED = MEMBERS / 20;
  private static final int LENGTH = 64;
  private static final int LONG = 1_024;

  /** Messages of which deliveries may be outstanding. */
  private static final int WINDOW = 8;

  private static final int WARM_UP = 400;
  private static final int MESSAGES = 600;

  /** Messages a second where delays are measured: far below what either can do. */
  private static final int PACE = 10;

  private static final int SECONDS = 15;
  private static final int ROUNDS = 3;

  /** What the WAR is compared with. */
  private interface Other {
    Subject start() throws IOException;
  }

  private final Path war;
  private final Other other;

  private LoadBench(Path war, Other other) {
    this.war = war;
    this.other = other;
  }

  /** Takes the path of the WAR, and of another one to compare it with. */
  public static void main(String[] arguments) throws Exception {
    Other other =
        arguments.length > 1 ? () -> Subject.parley(Path.of(arguments[1])) : Subject::bareJetty;
    LoadBench bench = new LoadBench(Path.of(arguments[0]), other);
    System.out.println("JDK " + Runtime.version() + ", medians of " + ROUNDS + " rounds");
    bench.fanOut();
    bench.idle();
    bench.stalled();
  }

  private interface Measure {
    double[] of(Subject subject) throws IOException;
  }

  /** Each line: the other, Parley, and Parley's share of it. */
  private void compare(Measure measure, String... names) throws IOException {
    List<double[]> others = new ArrayList<>();
    List<double[]> parley = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (Subject subject = other.start()) {
        others.add(measure.of(subject));
      }
      try (Subject subject = Subject.parley(war)) {
        parley.add(measure.of(subject));
      }
    }
    for (int i = 0; i < names.length; i++) {
      double left = median(others, i);
      double right = median(parley, i);
      System.out.printf(
          "%-62s other %,12.2f   Parley %,12.2f   ratio %.2f%n",
          names[i], left, right, right / left);
    }
  }

  private static double median(List<double[]> rounds, int at) {
    double[] values = rounds.stream().mapToDouble(round -> round[at]).toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private void fanOut() throws IOException {
    compare(
        subject -> {
          try (Audience audience = new Audience(subject.port(), MEMBERS);
              Member sender = new Member(subject.port())) {
            flood(audience, sender, WARM_UP);
            double rate = flood(audience, sender, MESSAGES);
            pace(audience, sender, LENGTH, 2);
            audience.forget();
            pace(audience, sender, LENGTH, SECONDS);
            Delays delays = audience.delays();
            return new double[] {rate, delays.percentile(0.5), delays.percentile(0.99)};
          }
        },
        MEMBERS + " members: deliveries a second",
        MEMBERS + " members, " + PACE + " messages a second: median delay, ms",
        MEMBERS + " members, " + PACE + " messages a second: 99th percentile, ms");
  }

  /** Deliveries a second. */
  private static double flood(Audience audience, Member sender, int messages) throws IOException {
    audience.forget();
    long start = System.nanoTime();
    for (int sent = 1; sent <= messages; sent++) {
      sender.say(Audience.message(LENGTH));
      while (audience.delivered() < (long) (sent - WINDOW) * audience.size()) {
        audience.listen(1_000);
      }
    }
    long all = (long) messages * audience.size();
    while (audience.delivered() < all) {
      audience.listen(1_000);
    }
    return all * 1e9 / (System.nanoTime() - start);
  }

  /** Sends at an even pace, and waits until all is delivered. */
  private static void pace(Audience audience, Member sender, int length, int seconds)
      throws IOException {
    long before = audience.delivered();
    long start = System.nanoTime();
    long interval = 1_000_000_000L / PACE;
    for (int sent = 0; sent < PACE * seconds; sent++) {
      long due = start + sent * interval;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        audience.listen(left / 1_000_000);
      }
      sender.say(Audience.message(length));
    }
    while (audience.delivered() - before < (long) PACE * seconds * audience.size()) {
      audience.listen(1_000);
    }
  }

  private void idle() throws IOException {
    compare(
        subject -> {
          try (Audience few = new Audience(subject.port(), 100)) {
            few.listen(0);
            long before = subject.liveBytes();
            try (Audience many = new Audience(subject.port(), IDLE)) {
              return new double[] {(subject.liveBytes() - before) / (double) many.size()};
            }
          }
        },
        IDLE + " idle members: bytes of live heap each");
  }

  /** Parley alone: the bare endpoint has no bound that could hold. */
  private void stalled() throws IOException {
    try (Subject subject = Subject.parley(war);
        Audience healthy = new Audience(subject.port(), MEMBERS - STALLED);
        Member sender = new Member(subject.port())) {
      pace(healthy, sender, LONG, SECONDS);
      healthy.forget();
      pace(healthy, sender, LONG, SECONDS);
      double without = healthy.delays().percentile(0.99);
      long before = subject.liveBytes();
      healthy.forget();
      List<Member> deaf = new ArrayList<>();
      for (int i = 0; i < STALLED; i++) {
        deaf.add(new Member(subject.port(), 4_096));
      }
      pace(healthy, sender, LONG, SECONDS);
      double with = healthy.delays().percentile(0.99);
      long growth = subject.liveBytes() - before;
      System.out.printf(
          "%d healthy members, 99th percentile, ms: %.2f; with %d that read nothing %.2f, ratio"
              + " %.2f; heap grew by %,d bytes%n",
          healthy.size(), without, STALLED, with, with / without, growth);
      for (Member member : deaf) {
        member.close();
      }
    }
  }
}

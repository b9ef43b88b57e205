package io.parley.attack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code mvn -P attack verify}: all attacks against the built WAR, each against a process of its
 * own on loopback. Ends with status 1 if one of them is felt, or leaves something behind.
 *
 * <p>Arguments: the WAR; then {@code short}, {@code long} or {@code soak}; then names of attacks,
 * or none for all.
 */
public final class AttackRun {
  private static final long SEED = Long.getLong("parley.attack.seed", 6455);

  private static final List<Attack> ATTACKS =
      List.of(
          new SlowHeads(),
          new UnfinishedMessages(),
          new UnknownOpcode(),
          new DeafReaders(),
          new RoomChurn(),
          new RoomHoard(),
          new ProxiedOperator(),
          new NastyQueries(),
          Flood.pings(),
          Flood.emptyMessages(),
          Flood.bombs(),
          Flood.who(),
          new RapidResets(),
          new FullDisk(),
          new DamagedLog(),
          new TokenGuesses());

  private static final int MEASUREMENTS = 3;

  private AttackRun() {}

  static List<String> names() {
    return ATTACKS.stream().map(Attack::name).toList();
  }

  public static void main(String[] arguments) throws Exception {
    Path war = Path.of(arguments[0]);
    String form = arguments.length > 1 ? arguments[1] : "long";
    List<String> names =
        Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length);
    List<Attack> attacks =
        ATTACKS.stream().filter(a -> names.isEmpty() || names.contains(a.name())).toList();
    System.out.println("Attacks, " + form + " form, seed " + SEED + ", JDK " + Runtime.version());
    boolean held =
        form.equals("soak")
            ? new Soak(war, SEED).run(attacks)
            : run(new Judge(war, form.equals("long"), SEED), attacks);
    System.exit(held ? 0 : 1);
  }

  /** In the short form those that mostly wait run beside the others. */
  private static boolean run(Judge judge, List<Attack> attacks) throws Exception {
    System.out.println(Row.HEAD);
    ExecutorService beside = Executors.newCachedThreadPool();
    List<Future<Row>> waiting = new ArrayList<>();
    boolean held = true;
    for (Attack attack : attacks) {
      if (judge.runsBeside(attack)) {
        waiting.add(beside.submit(() -> judge.judge(attack)));
      } else {
        held &= print(measured(judge, attack));
      }
    }
    for (Future<Row> row : waiting) {
      held &= print(row.get());
    }
    beside.shutdown();
    return held;
  }

  /** A delay that was too long is measured again: it has to be too long each time. */
  private static Row measured(Judge judge, Attack attack) throws InterruptedException {
    Row row = judge.judge(attack);
    for (int more = 1; more < MEASUREMENTS && row.isOnlyLate(); more++) {
      print(row);
      row = judge.judge(attack);
    }
    return row;
  }

  private static boolean print(Row row) {
    System.out.println(row);
    return row.failures().isEmpty();
  }
}

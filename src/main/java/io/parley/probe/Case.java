package io.parley.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * One thing that is asked of a server.
 *
 * @param we what we do, completing "we ..."
 * @param they what they have to do, completing "they ..."
 * @param needs what the server must have for it
 * @param script what is played, made from the plain handshake
 * @param right what a right answer looks like
 */
public record Case(
    Address address,
    Level level,
    String we,
    String they,
    Set<Need> needs,
    BiFunction<Facts, Request, Script> script,
    Right right) {
  public Case {
    needs = Set.copyOf(needs);
  }

  /** What is missing for it on that server. */
  public Optional<Need> missing(Facts facts) {
    return needs.stream().filter(need -> !facts.has(need)).sorted().findFirst();
  }

  Script script(Facts facts) {
    return script.apply(facts, facts.request(address.toString()));
  }

  /** Plays it on a connection of its own and judges what came back. */
  Finding play(Facts facts, InetSocketAddress server) {
    long start = System.nanoTime();
    Optional<Need> missing = missing(facts);
    if (missing.isPresent()) {
      return Finding.skipped(this, missing.get().reason());
    }
    Exchange exchange = exchange(facts, server);
    return new Finding(this, right.of(exchange, facts), exchange, System.nanoTime() - start);
  }

  private Exchange exchange(Facts facts, InetSocketAddress server) {
    Script script = script(facts);
    try {
      return Stage.play(script, server, facts.options().timeout());
    } catch (IOException e) {
      return new Exchange(script.request(), "", "", Ending.UNREACHABLE);
    }
  }
}

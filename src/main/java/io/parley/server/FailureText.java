package io.parley.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a failure in one bounded line: its classes and where it happened. Not its messages, for an
 * exception that a request causes may quote what the peer sent.
 */
public final class FailureText {
  /** Of a chain of causes; it may be a ring. */
  private static final int CAUSES = 4;

  /** Of each cause. */
  private static final int FRAMES = 8;

  private FailureText() {}

  /** The classes and places, cut where there are many. */
  public static String of(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable next = failure; next != null && chain.size() < CAUSES; next = next.getCause()) {
      chain.add(next);
    }
    return chain.stream().map(FailureText::one).collect(Collectors.joining("; caused by "));
  }

  private static String one(Throwable failure) {
    String frames =
        Stream.of(failure.getStackTrace())
            .limit(FRAMES)
            .map(FailureText::place)
            .collect(Collectors.joining(" < "));
    return name(failure) + (frames.isEmpty() ? "" : " at " + frames);
  }

  /** Of ours some stand for another failure, whose class they tell. */
  private static String name(Throwable failure) {
    String own = failure.getClass().getName();
    String told = own.startsWith("io.parley.") ? failure.toString() : own;
    return told.matches("[\\w.$]+") ? told : own;
  }

  private static String place(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
  }
}

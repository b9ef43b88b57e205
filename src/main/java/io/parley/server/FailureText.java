package io.parley.server;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes a failure in one bounded line: its classes and code locations. Leaves out messages,
 * because an exception that a request causes may quote what the peer sent.
 */
public final class FailureText {
  /** The most causes that are shown; a chain of causes may be circular. */
  private static final int CAUSES = 4;

  /** The most stack frames of each cause. */
  private static final int FRAMES = 8;

  private FailureText() {}

  /** Returns the classes and code locations, shortened where there are many. */
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

  /** Some exceptions of Parley stand for another failure, whose class they tell. */
  private static String name(Throwable failure) {
    String own = failure.getClass().getName();
    String told = own.startsWith("io.parley.") ? failure.toString() : own;
    return told.matches("[\\w.$]+") ? told : own;
  }

  private static String place(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
  }
}

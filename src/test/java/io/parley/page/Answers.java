package io.parley.page;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Fakes of the container's objects that give some answers, and fail on every other call. */
final class Answers {
  private Answers() {}

  /**
   * Answers methods by name; one that is not named, or without a value, is a mistake of the test's.
   */
  static <T> T as(Class<T> type, Map<String, Answer> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              var answer = answers.get(method.getName());
              if (answer == null) {
                throw new AssertionError("asked for " + method);
              }
              return answer.to(arguments == null ? new Object[0] : arguments);
            }));
  }

  /** What one method answers; null where the servlet API says so. */
  interface Answer {
    Object to(Object... arguments);
  }
}

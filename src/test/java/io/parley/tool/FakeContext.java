package io.parley.tool;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** A servlet context that holds values, and where nothing can be registered. */
public final class FakeContext {
  private FakeContext() {}

  /**
   * One that answers these questions.
   *
   * @param answers by the names of the methods, whatever their arguments
   */
  public static ServletContext answering(Map<String, Object> answers) {
    return of(ServletContext.class, answers);
  }

  /** One with these context parameters and no attribute. */
  public static ServletContext with(Map<String, String> parameters) {
    return proxy(
        ServletContext.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "getInitParameterNames" -> Collections.enumeration(parameters.keySet());
              case "getInitParameter" -> parameters.get(arguments[0]);
              case "getAttribute" -> null;
              default -> throw new UnsupportedOperationException(method.toString());
            });
  }

  /** Anything that answers these questions and no others. */
  public static <T> T of(Class<T> type, Map<String, Object> answers) {
    return proxy(
        type,
        (method, arguments) ->
            Optional.ofNullable(answers.get(method.getName()))
                .orElseThrow(() -> new UnsupportedOperationException(method.toString())));
  }

  private interface Answers {
    Object answer(Method method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.answer(method, arguments)));
  }
}

package io.parley.broker.redis;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Writes what the client library logs at the level of debugging, whatever the library thinks of it:
 * it reports each lost connection several times, with stack traces, and Parley reports it once.
 */
final class ClientLog implements InvocationHandler {
  private static final class Factory extends InternalLoggerFactory {
    @Override
    protected InternalLogger newInstance(String name) {
      return logger(InternalLogger.class, name);
    }
  }

  private final String name;
  private final System.Logger log;

  private ClientLog(String name) {
    this.name = name;
    this.log = System.getLogger(name);
  }

  /** Takes effect for loggers that are made later, so it is called before the library is used. */
  static void install() {
    InternalLoggerFactory.setDefaultFactory(new Factory());
    Loggers.useCustomLoggers(name -> logger(Logger.class, name));
  }

  private static <T> T logger(Class<T> type, String name) {
    Class<?>[] types = {type};
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types, new ClientLog(name)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Level level =
        method.getName().toLowerCase(Locale.ROOT).contains("trace") ? Level.TRACE : Level.DEBUG;
    return switch (method.getName()) {
      case "name", "getName", "toString" -> name;
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == arguments[0];
      default -> {
        if (method.getReturnType() == boolean.class) {
          yield log.isLoggable(level);
        }
        write(level, arguments);
        yield null;
      }
    };
  }

  private void write(Level level, Object[] arguments) {
    if (log.isLoggable(level)) {
      log.log(level, () -> text(arguments));
    }
  }

  /** Joins the text, its arguments, some of which may be in an array, and the failure. */
  private static String text(Object[] arguments) {
    return Arrays.stream(arguments)
        .flatMap(
            each -> each instanceof Object[] several ? Arrays.stream(several) : Stream.of(each))
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
  }
}

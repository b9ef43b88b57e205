package io.parley.server;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The methods of an annotated endpoint class. Each takes the endpoint, and the one argument that
 * its name says.
 */
record EndpointMethods(
    MethodHandle open,
    MethodHandle text,
    MethodHandle binary,
    MethodHandle pong,
    MethodHandle close,
    MethodHandle error) {
  private static final List<Class<? extends Annotation>> KINDS =
      List.of(OnOpen.class, OnMessage.class, OnClose.class, OnError.class);

  /**
   * Finds the methods of a class; empty where it has others than these six, or coders of its own.
   *
   * @throws IllegalStateException where a method cannot be called
   */
  static Optional<EndpointMethods> of(Class<?> endpoint) {
    List<Method> methods =
        Arrays.stream(endpoint.getMethods()).filter(method -> isOurs(method)).toList();
    Optional<MethodHandle> open = find(methods, OnOpen.class, Session.class);
    Optional<MethodHandle> text = find(methods, OnMessage.class, String.class);
    Optional<MethodHandle> binary = find(methods, OnMessage.class, byte[].class);
    Optional<MethodHandle> pong = find(methods, OnMessage.class, PongMessage.class);
    Optional<MethodHandle> close = find(methods, OnClose.class, CloseReason.class);
    Optional<MethodHandle> error = find(methods, OnError.class, Throwable.class);
    List<Optional<MethodHandle>> all = List.of(open, text, binary, pong, close, error);
    return isPlain(endpoint)
            && methods.size() == all.size()
            && all.stream().allMatch(Optional::isPresent)
        ? Optional.of(
            new EndpointMethods(
                open.get(), text.get(), binary.get(), pong.get(), close.get(), error.get()))
        : Optional.empty();
  }

  private static boolean isOurs(Method method) {
    return KINDS.stream().anyMatch(method::isAnnotationPresent);
  }

  private static boolean isPlain(Class<?> endpoint) {
    ServerEndpoint annotation = endpoint.getAnnotation(ServerEndpoint.class);
    return annotation != null
        && annotation.decoders().length == 0
        && annotation.encoders().length == 0;
  }

  private static Optional<MethodHandle> find(
      List<Method> methods, Class<? extends Annotation> kind, Class<?> parameter) {
    return methods.stream()
        .filter(method -> method.isAnnotationPresent(kind))
        .filter(method -> method.getReturnType() == void.class)
        .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {parameter}))
        .filter(method -> !isLimited(method))
        .findFirst()
        .map(method -> handle(method, parameter));
  }

  private static boolean isLimited(Method method) {
    OnMessage message = method.getAnnotation(OnMessage.class);
    return message != null && message.maxMessageSize() >= 0;
  }

  private static MethodHandle handle(Method method, Class<?> parameter) {
    try {
      return MethodHandles.publicLookup()
          .unreflect(method)
          .asType(MethodType.methodType(void.class, Object.class, parameter));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot call " + method, e);
    }
  }
}

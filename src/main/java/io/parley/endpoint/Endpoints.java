package io.parley.endpoint;

/** The endpoints, for a server that makes their instances itself. */
public final class Endpoints {
  private Endpoints() {}

  /**
   * Makes the instance of an annotated class for one connection.
   *
   * @param path as it was registered
   * @throws IllegalArgumentException for another path
   */
  public static Object of(String path) {
    return switch (path) {
      case RootEndpoint.PATH -> new RootEndpoint();
      case ChatEndpoint.PATH -> new ChatEndpoint();
      case RoomEndpoint.PATH -> new RoomEndpoint();
      case EchoEndpoint.PATH -> new EchoEndpoint();
      default -> throw new IllegalArgumentException("no endpoint at " + path);
    };
  }
}

package io.parley.broker.redis;

import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.Optional;

/**
 * Which Redis keeps the rooms, and how.
 *
 * @param servers one server, nodes of a cluster, or Sentinels
 * @param login how Parley logs in
 * @param sentinelLogin how it logs in to the Sentinels, if there are any
 * @param database 0 unless another is used
 * @param master the name by which the Sentinels know the primary; empty where there are none
 * @param prefix of all keys and channels
 * @param memory whether a Redis is accepted that loses messages at a restart
 * @param replicas that must have a message before it is acknowledged
 */
public record RedisOptions(
    List<Server> servers,
    Login login,
    Login sentinelLogin,
    int database,
    Optional<String> master,
    String prefix,
    boolean memory,
    int replicas) {
  /** Host and port of a server. */
  public record Server(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * How Parley logs in.
   *
   * @param tls whether connections use TLS
   * @param user empty for the default user
   * @param password empty where none is needed
   */
  public record Login(boolean tls, Optional<String> user, Optional<String> password) {
    @Override
    public String toString() {
      return "(secret)";
    }
  }

  public RedisOptions {
    servers = List.copyOf(servers);
  }

  /** Returns the address of one server, with the login. */
  RedisURI uri(Server server) {
    return login(RedisURI.builder().withHost(server.host()).withPort(server.port()));
  }

  /** Returns the address of the primary: of the one server, or through the Sentinels. */
  RedisURI primary() {
    if (master.isEmpty()) {
      return uri(servers.get(0));
    }
    RedisURI.Builder builder = RedisURI.builder().withSentinelMasterId(master.get());
    servers.forEach(server -> builder.withSentinel(sentinel(server)));
    return login(builder);
  }

  private RedisURI sentinel(Server server) {
    RedisURI.Builder builder =
        RedisURI.builder().withHost(server.host()).withPort(server.port()).withSsl(login.tls());
    sentinelLogin.password().ifPresent(password -> authenticate(builder, sentinelLogin, password));
    return builder.withTimeout(RedisConnector.TIMEOUT).build();
  }

  private RedisURI login(RedisURI.Builder builder) {
    builder.withTimeout(RedisConnector.TIMEOUT).withClientName("parley").withDatabase(database);
    builder.withSsl(login.tls());
    login.password().ifPresent(password -> authenticate(builder, login, password));
    return builder.build();
  }

  private static void authenticate(RedisURI.Builder builder, Login login, String password) {
    login
        .user()
        .ifPresentOrElse(
            user -> builder.withAuthentication(user, password.toCharArray()),
            () -> builder.withPassword(password.toCharArray()));
  }

  /** Returns the servers, never the password. */
  String shown() {
    String all = String.join(", ", servers.stream().map(Server::toString).toList());
    return master.map(name -> name + " of the Sentinels " + all).orElse(all);
  }
}

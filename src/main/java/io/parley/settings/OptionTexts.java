package io.parley.settings;

/** The descriptions of the options, in plain sentences. Each constant describes its namesake. */
final class OptionTexts {
  static final String PORT =
      """
      Port to listen on. More than one opens more connectors; 0 is any free port. Ports below 1024 \
      need permission (on Linux CAP_NET_BIND_SERVICE).""";

  static final String HOST =
      """
      Address or name to listen on. localhost is both loopback addresses, 0.0.0.0 every address. \
      The server always answers to this name or address.""";

  static final String TLS_PORT =
      """
      Port to listen on with TLS. It speaks HTTP/1.1 and HTTP/2, with TLS 1.2 or 1.3; more than one \
      and 0 as with port. It needs a certificate. Without TLS the server then listens only where \
      port is given.""";

  static final String TLS_CERT =
      """
      PEM file with the certificate, the server's own first, and its chain. It is read again when \
      it changes.""";

  static final String TLS_KEY =
      "PEM file with the certificate's key, without a password. It is read again when it changes.";

  static final String TLS_KEYSTORE =
      """
      PKCS12 file with the certificate, its chain and its key, in place of the PEM files. It is \
      read again when it changes.""";

  static final String TLS_PASSWORD_FILE =
      "File with the PKCS12 file's password. PARLEY_TLS_PASSWORD can hold the password instead.";

  static final String TLS_SELF_SIGNED =
      """
      Make a certificate that signs itself, for a trial: browsers warn of it, and it is new at each \
      start.""";

  static final String REDIRECT_HTTP =
      """
      Redirect pages without TLS to those with it (308). WebSockets, health and metrics are served \
      on both.""";

  static final String H2C =
      """
      Speak HTTP/2 without TLS as well, on the ports without it, to clients that begin with it. \
      For proxies: browsers need TLS.""";

  static final String MAX_HEADER =
      """
      Bytes of a request line and its fields, from 1024 to 1048576. A longer head gets 431, a \
      longer target 414.""";

  static final String REQUEST_TIMEOUT =
      "Time for a complete request, counted from the connection's start. A slower one gets 408.";

  static final String ALLOW_ORIGIN =
      """
      Origin, such as https://*.example.com, whose pages may connect in addition to the server's \
      own. null and file:// are possible too.""";

  static final String ALLOW_HOST =
      """
      Host name to answer to, such as chat.example.com or *.example.com. On loopback it is added \
      to the loopback names; else only the names of this option are answered.""";

  static final String REQUIRE_ORIGIN =
      "Refuse clients that send no Origin. Browsers always send it.";

  static final String TRUSTED_PROXY =
      """
      Proxy, as an address or a range such as 10.0.0.0/8. Its Forwarded (client, scheme and host), \
      or X-Forwarded-For and X-Forwarded-Proto, is used.""";

  static final String ECHO_SUBPROTOCOL = "Subprotocol that /echo speaks.";

  static final String RIGHTS =
      """
      File with the rights of users in rooms: join, publish, history and who. It is read at the \
      start.""";

  static final String TOKEN_KEYS_URL =
      """
      Address of the JWK set that verifies the tokens of clients: https, or http on this machine. \
      With it or token-key-file, each client needs a token.""";

  static final String TOKEN_KEY_FILE =
      """
      File with the keys that verify the tokens of clients: a JWK set, or public keys or \
      certificates in PEM.""";

  static final String TOKEN_ISSUER =
      "The iss that each token must have. Needed where there are keys.";

  static final String TOKEN_AUDIENCE =
      """
      A name of this server; aud of each token must have one of them. Needed where there are \
      keys.""";

  static final String TOKEN_ALGORITHM =
      """
      Algorithm that may sign tokens: RS, PS, ES or HS with 256, 384 or 512. HS needs secret keys in \
      the key file.""";

  static final String TOKEN_SKEW = "Tolerated difference between the clocks of issuer and server.";

  static final String TOKEN_ID_CLAIM =
      """
      Claim with the user's id. A claim inside of another is written with a dot, such as \
      realm_access.roles.""";

  static final String TOKEN_NAME_CLAIM = "Claim with the name that other members see.";

  static final String TOKEN_ROLES_CLAIM =
      "Claim with the user's roles: a list, or words with spaces between them.";

  static final String TOKEN_RIGHTS_CLAIM = "Claim with the user's rights in rooms.";

  static final String TOKEN_COOKIE =
      "Cookie that may hold the token, where the request has an allowed Origin.";

  static final String TOKEN_IN_BAND =
      """
      Let clients of parley.1.json connect without a token: they have 10 s to send it on the \
      connection, and no rights before.""";

  static final String OPERATOR_ROLE =
      """
      Role whose users are operators: their tokens open what the operator's token opens, in \
      Authorization.""";

  static final String MAX_MESSAGE =
      "Bytes of the largest message. A longer one closes its connection with 1009.";

  static final String WAITING_BYTES =
      "Bytes that may wait to be sent to one connection. A slower reader is closed with 1013.";

  static final String WAITING_MESSAGES =
      "Messages that may wait to be sent to one connection. A slower reader is closed with 1013.";

  static final String STALL =
      "Time that sending one message may take. A slower reader is closed with 1013.";

  static final String MESSAGE_RATE =
      """
      Messages and control frames a second that one connection may send, with a burst of one \
      second; 0 for any number. A faster one is read more slowly; in a container it is closed with \
      1013.""";

  static final String BYTE_RATE =
      """
      Bytes a second, after inflation, that one connection may send and request; 0 for any number. \
      A faster one is read more slowly; in a container it is closed with 1013.""";

  static final String MESSAGE_TIMEOUT =
      """
      Time for a complete message, in one frame or several. A slower one closes its connection \
      with 1013.""";

  static final String MAX_CONNECTIONS =
      """
      WebSockets at once. Further handshakes get 503. The limit is lower if the process may not \
      open so many files.""";

  static final String MAX_PER_ADDRESS =
      """
      WebSockets at once from one address; 0 for any number, because behind an untrusted proxy all \
      clients share one. Further handshakes get 429.""";

  static final String MAX_PER_USER =
      """
      WebSockets at once of one authenticated user, from any addresses; 0 for any number. Further \
      handshakes get 429. Anonymous clients have no such limit.""";

  static final String USER_MESSAGE_RATE =
      """
      Messages and pongs a second that one authenticated user may send on all connections together, \
      with a burst of one second; 0 for any number. A faster one is read more slowly; in a \
      container the connection is closed with 1013.""";

  static final String USER_BYTE_RATE =
      """
      Bytes a second, after inflation, that one authenticated user may send and request on all \
      connections together; 0 for any number. A faster one is read more slowly; in a container \
      the connection is closed with 1013.""";

  static final String MAX_COMPRESSION_WINDOWS =
      """
      Connections at once whose client keeps a compression window, each 40 kB outside the heap. \
      Further ones go without compression, unless their client offers client_no_context_takeover.""";

  static final String MAX_CLIENT_MEMORY =
      """
      Bytes that all connections may make the server hold; KiB, MiB or GiB may follow. Beyond it, \
      the connection that holds most is closed with 1013.""";

  static final String MAX_ROOMS =
      """
      Rooms that have members. A client that would open another gets server-full, in plain text \
      1013.""";

  static final String MAX_MEMBERS =
      "Members of one room. A further one gets room-full, in plain text 1013.";

  static final String ROOMS_PER_SESSION =
      """
      Rooms that one connection of parley.1.json may be in. For a further one it gets \
      too-many-rooms.""";

  static final String ROOM_RATE =
      """
      Rooms a minute that one address or account may open, 1,000 at once; 0 for any number. Beyond \
      it, and beyond its share of max-rooms, it gets quota, in plain text 1013.""";

  static final String GRACE =
      "Time in which a member whose connection ended may come back before it counts as departed.";

  static final String DRAIN = "Time over which connections are closed with 1012 at a stop.";

  static final String PING =
      "Time between pings. A peer that is silent for two of them is closed with 1001.";

  static final String JOURNAL =
      "Handshakes kept for the operator's list, in at most 16 MiB; 0 for none.";

  static final String REDIS =
      """
      Address of the Redis that keeps the rooms: redis://host:port, with TLS rediss://host:port, \
      redis://host:port,host:port of a cluster, or redis-sentinel://host:port,host:port#name (with \
      TLS rediss-sentinel). It takes the place of a folder; keep-messages, keep-bytes, keep-age and \
      keep-rooms apply to it.""";

  static final String REDIS_PASSWORD_FILE =
      """
      File with the password of Redis. PARLEY_REDIS_PASSWORD can hold the password instead, and \
      PARLEY_REDIS_SENTINEL_PASSWORD that of the Sentinels.""";

  static final String REDIS_PREFIX =
      "Beginning of all keys and channels in Redis. Servers with the same one share their rooms.";

  static final String REDIS_DURABILITY =
      """
      file: refuse a Redis that writes no append-only file. memory: accept that each restart of \
      Redis loses messages.""";

  static final String REDIS_REPLICAS =
      """
      Replicas of Redis that must have a message before it is acknowledged. Without so many, it is \
      answered as uncertain after ten seconds.""";

  static final String DATA =
      "Folder that keeps the rooms, or none: then rooms live only in memory.";

  static final String BATCH_WINDOW =
      """
      Longest time that a commit waits until it has as many messages as the one before, if that \
      had more than one.""";

  static final String KEEP_MESSAGES = "Messages of a room that the folder keeps.";

  static final String KEEP_BYTES =
      "Bytes of a room that the folder keeps; KiB, MiB or GiB may follow.";

  static final String KEEP_AGE = "Age up to which the folder keeps a message; h or d may follow.";

  static final String KEEP_ROOMS =
      """
      Rooms with messages that the folder keeps. Messages of further rooms get store-full, in \
      plain text 1013.""";

  static final String KEEP_TOTAL =
      """
      Bytes that the folder keeps in total. Messages beyond it get store-full, in plain text 1013, \
      until older ones have reached their age.""";

  static final String ROOM_MESSAGES = "Messages of a room held in memory if there is no folder.";

  static final String ROOM_BYTES = "Bytes of a room held in memory if there is no folder.";

  static final String MEMORY_ROOMS =
      """
      Rooms with messages held in memory if there is no folder. A new one replaces the room that \
      was left longest ago, or is refused.""";

  static final String MEMORY_AGE = "Minimum time for which a room that was left is held in memory.";

  static final String MEMORY_TOTAL =
      """
      Bytes of all rooms held in memory. When it is reached, a room loses its own oldest messages \
      for its new ones; a room with too few to lose is refused.""";

  static final String LOG_MESSAGES =
      """
      Log a line for each received message: its kind and size, never its text. It can double \
      the cost of an echo.""";

  static final String PLAIN_JETTY =
      """
      Run Jetty without the changes that only make it faster, to tell whether one of them causes a \
      fault. Everything else stays the same.""";

  static final String OPERATOR_TOKEN_FILE =
      "File with the operator's token. PARLEY_OPERATOR_TOKEN can hold the token instead.";

  private OptionTexts() {}
}

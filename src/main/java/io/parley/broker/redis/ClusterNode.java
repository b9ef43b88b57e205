package io.parley.broker.redis;

/**
 * The address of a server of a cluster.
 *
 * @param host a name or an address
 */
record ClusterNode(String host, int port) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}

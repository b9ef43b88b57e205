package io.parley.load;

/**
 * A server under the load that measures it.
 *
 * @param name of its column
 */
record Contestant(String name, MeasuredServer server, LoadCommand load) {}

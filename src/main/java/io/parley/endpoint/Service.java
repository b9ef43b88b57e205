package io.parley.endpoint;

import io.parley.subprotocol.Subprotocol;

/** What a route is registered with, for its endpoint: {@link Sessions#serve} makes it. */
public record Service(Sessions sessions, Subprotocol subprotocol) {}

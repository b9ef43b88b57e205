package io.parley.league;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.extensions.PerMessageDeflateHandshake;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import java.net.InetSocketAddress;
import java.util.List;

/** Undertow with its compression on. */
final class UndertowEcho {
  private UndertowEcho() {}

  public static void main(String[] arguments) throws Exception {
    WebSocketDeploymentInfo sockets =
        new WebSocketDeploymentInfo()
            .addEndpoint(Echo.class)
            .addEndpoint(Chat.class)
            .addExtension(new PerMessageDeflateHandshake());
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(UndertowEcho.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("echo")
            .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets);
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(deployment);
    manager.deploy();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .setServerOption(
                UndertowOptions.ENABLE_HTTP2, List.of(arguments).contains(Entrant.HTTP_2))
            .setHandler(Handlers.path().addPrefixPath("/", manager.start()))
            .build();
    undertow.start();
    Ready.at(((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort());
  }
}

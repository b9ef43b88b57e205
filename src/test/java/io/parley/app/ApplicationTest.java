package io.parley.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.settings.BadSettingException;
import io.parley.tool.FakeContext;
import jakarta.servlet.ServletContextEvent;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApplicationTest {
  @Test
  void inAContainerAllBadParametersAreOneExceptionWithALineEach() {
    Map<String, String> parameters =
        Map.of(
            "parley.trusted-proxy", "10.0.0.0/33, proxy",
            "parley.allow-origin", "example.com",
            "parley.allow-host", "a:80",
            "parley.echo-subprotocol", "so ap",
            "parley.max-message", "1");
    ServletContextEvent event = new ServletContextEvent(FakeContext.with(parameters));

    assertThatThrownBy(() -> new Application().contextInitialized(event))
        .isInstanceOf(BadSettingException.class)
        .hasMessage(
            Stream.of(
                    "Bad parley.allow-host in the context parameters: \"a:80\";"
                        + " expected a host name without a port.",
                    "Bad parley.allow-origin in the context parameters: \"example.com\"; expected an"
                        + " origin such as https://example.com or https://*.example.com, or null.",
                    "Bad parley.echo-subprotocol in the context parameters: \"so ap\";"
                        + " expected a token, such as soap.",
                    "Bad parley.max-message in the context parameters: \"1\";"
                        + " expected a number from 125 to 16777216.",
                    "Bad parley.trusted-proxy in the context parameters: \"10.0.0.0/33\";"
                        + " expected an address or a range such as 10.0.0.0/8.",
                    "Bad parley.trusted-proxy in the context parameters: \"proxy\";"
                        + " expected an address or a range such as 10.0.0.0/8.")
                .collect(Collectors.joining("\n")));
  }
}

package io.parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.tool.FakeContext;
import jakarta.servlet.ServletContext;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootReportTest {

  private record Installed(String getName) implements Extension {
    @Override
    public List<Parameter> getParameters() {
      return List.of();
    }
  }

  private static List<String> lines(String serverInfo, String contextPath, String... extensions) {
    ServerContainer engine =
        FakeContext.of(
            ServerContainer.class,
            Map.of(
                "getInstalledExtensions",
                installed(extensions),
                "getDefaultMaxTextMessageBufferSize",
                8192,
                "getDefaultMaxBinaryMessageBufferSize",
                Integer.MAX_VALUE,
                "getDefaultMaxSessionIdleTimeout",
                30_000L,
                "getDefaultAsyncSendTimeout",
                -1L));
    ServletContext context =
        FakeContext.answering(
            Map.of(
                "getServerInfo",
                serverInfo,
                "getVirtualServerName",
                "here",
                "getContextPath",
                contextPath,
                "getMajorVersion",
                6,
                "getMinorVersion",
                1,
                "getEffectiveMajorVersion",
                6,
                "getEffectiveMinorVersion",
                0,
                "getAttribute",
                engine));
    return new BootReport(context, false, "everybody may connect").lines();
  }

  private static Set<Extension> installed(String... names) {
    return Arrays.stream(names).map(Installed::new).collect(Collectors.toSet());
  }

  @Test
  void beginsWithTheContainersNameVersionAndDefaults() {
    assertThat(lines("Apache Tomcat/10.1.61", "", "permessage-deflate").get(0))
        .isEqualTo(
            "on Apache Tomcat/10.1.61, host here, Servlet 6.1, application of 6.0;"
                + " by default text to 8192 and binary to any bytes, idle 30000 ms, send any ms");
  }

  @Test
  void saysOfAnUnknownContainerThatItIsOne() {
    assertThat(lines("Other/1.0", "", "permessage-deflate").subList(1, 2))
        .containsExactly("Other/1.0 is not among the containers that Parley was measured on");
  }

  @Test
  void saysThatThereIsNoCompressionWhereverThereIsNone() {
    String line = "has no permessage-deflate: messages go uncompressed";
    assertThat(lines("Other/1.0", "")).contains("Other/1.0 " + line);
    assertThat(lines("Payara Micro", "")).contains("Payara " + line);
    assertThat(lines("Payara Micro", "", "permessage-deflate"))
        .noneMatch(said -> said.contains("permessage-deflate"));
  }

  @Test
  void tellsHowWildFlyGetsItsCompression() {
    String wildfly = "WildFly 39.0.1.Final (WildFly Core 31.0.3.Final) - 2.3.23.Final";
    assertThat(lines(wildfly, "")).anyMatch(line -> line.contains("per-message-deflate"));
    assertThat(lines(wildfly, "", "permessage-deflate"))
        .noneMatch(line -> line.contains("per-message-deflate"));
  }

  /** The names are those that the containers gave when they were asked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jetty/12.1.14|jetty refuses a request without a Host",
        "Apache Tomcat/10.1.61|Apache Tomcat limits messages by characters",
        "WildFly 39.0.1.Final (WildFly Core 31.0.3.Final) - 2.3.23.Final|WildFly sets no limit",
        "Undertow - 2.3.23.Final|Undertow sets no limit",
        "IBM WebSphere Liberty/26.0.0.3|IBM WebSphere Liberty sets a session cookie",
        "WildFly Preview 39.0.1.Final (WildFly Core 31.0.3.Final) - 2.4.0.Alpha1|WildFly sets no limit",
        "Payara Micro|Payara takes unmasked frames",
        "Eclipse GlassFish 8.0.0|Eclipse GlassFish 8 cuts its connections when it stops",
        "'Eclipse GlassFish  7.0.0 '|Eclipse GlassFish takes unmasked frames"
      })
  void knowsAContainerByTheNameThatItGivesItself(String serverInfo, String line) {
    assertThat(lines(serverInfo, ""))
        .anyMatch(said -> said.startsWith(line))
        .noneMatch(said -> said.contains("not among"));
  }

  @Test
  void warnsOfTheRedirectOnlyWhereThereIsSomethingToRedirect() {
    assertThat(lines("jetty/12.1.14", "/parley"))
        .contains(
            "jetty redirects the context path that has no slash behind it:"
                + " clients connect to /parley/");
    assertThat(lines("jetty/12.1.14", "")).noneMatch(line -> line.contains("redirects"));
  }
}

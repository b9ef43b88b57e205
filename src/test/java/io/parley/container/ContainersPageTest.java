package io.parley.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.container.ContainersPage.Column;
import io.parley.container.Differences.Known;
import io.parley.tool.HandshakeCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContainersPageTest {
  private final Differences differences = Differences.read();

  private static List<Column> columns() throws IOException {
    return List.of(
        column("Jetty", "jetty.version", 10, 17),
        new Column("java -jar", version("jetty.version"), 10, 17, List.of("")),
        column("Tomcat", "tomcat-embed.version", 10, 17),
        column("Tomcat 11", "tomcat-11.version", 11, 17),
        column("Undertow", "undertow.version", 10, 17),
        column("Tomcat server", "tomcat.version", 10, 17),
        column("WildFly", "wildfly.version", 10, 17),
        column("Liberty", "openliberty.version", 10, 17),
        column("Payara", "payara.version", 10, 17),
        column("GlassFish", "glassfish.version", 10, 17),
        column("Jetty server", "jetty-home.version", 11, 17),
        column("WildFly Preview", "wildfly-preview.version", 11, 17),
        column("Payara 7", "payara-7.version", 11, 21),
        column("GlassFish 8", "glassfish-8.version", 11, 21));
  }

  private static Column column(String name, String property, int generation, int java)
      throws IOException {
    return new Column(name, version(property), generation, java, Deployment.CONTEXTS);
  }

  /** The one that the build fetches. */
  private static String version(String property) throws IOException {
    Matcher matcher =
        Pattern.compile("<" + property + ">(.*)</" + property + ">")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(matcher.find()).as(property).isTrue();
    return matcher.group(1);
  }

  @Test
  void theCommittedPageSaysWhatTheContractExpects() throws IOException {
    String page = new ContainersPage(differences, columns()).page();
    Path made = Files.writeString(Path.of("target", "containers.md"), page);
    assertThat(Path.of("src/site/markdown/containers.md"))
        .as("copy %s there", made)
        .content()
        .isEqualTo(page);
  }

  @Test
  void everyDifferenceIsOfAContainerAndACaseThatExist() throws IOException {
    List<String> places =
        columns().stream()
            .flatMap(column -> Stream.of("", " at /", " at /parley").map(column.name()::concat))
            .toList();
    List<String> names =
        Stream.concat(
                HandshakeCase.all().stream().map(HandshakeCase::name),
                ContainersPage.BESIDES.stream())
            .toList();
    for (Differences.Reason reason : differences.reasons()) {
      assertThat(reason.text()).isNotEmpty();
      assertThat(reason.known()).isNotEmpty();
      for (Known known : reason.known()) {
        assertThat(places).containsAll(known.containers());
        assertThat(names.contains(known.name()) || Differences.isKind(known.name()))
            .as(known.name())
            .isTrue();
      }
    }
  }
}

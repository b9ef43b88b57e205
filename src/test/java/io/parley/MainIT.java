package io.parley;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.archive.WarFile;
import io.parley.settings.Option;
import io.parley.settings.Settings;
import io.parley.tool.ProcessSettings;
import io.parley.tool.TinyWar;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line prints about a web application that does not start. */
class MainIT {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream err = System.err;

  /** Else an exhausted memory that a later test feigns would end the JVM of all tests. */
  private final ProcessSettings before =
      ProcessSettings.of(
          "org.eclipse.jetty",
          "org.eclipse.jetty.ee10.webapp.WebAppContext",
          "org.sqlite.SQLiteJDBCLoader",
          "org.eclipse.jetty.http.HttpParser",
          "org.eclipse.jetty.util.HostPort");

  @TempDir private Path folder;

  private OptionalInt run(TinyWar war) throws Exception {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    return Main.run(WarFile.open(war.pack()), closing -> {}, new String[] {"--port", "0"});
  }

  @AfterEach
  void restore() {
    System.setErr(err);
    before.restore();
  }

  @Test
  void aSettingThatTheApplicationRejectsIsOneLineAndStatus2() throws Exception {
    try (TinyWar war = TinyWar.at(folder.resolve("rejecting.war"))) {
      war.with(Rejecting.class).withPackageOf(Settings.class);

      assertThat(run(war)).hasValue(2);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .isEqualTo("parley: Bad allow-origin by default: \"x\"; expected an origin.\n");
  }

  @Test
  void anApplicationThatFailsIsStatus1() throws Exception {
    try (TinyWar war = TinyWar.at(folder.resolve("failing.war"))) {
      assertThat(run(war.with(Failing.class))).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "probe ws://localhost:1/ --nonsense",
        "probe --nonsense",
        "probe ws://localhost:1/ ws://localhost:2/",
        "probe ws://localhost:1/ --timeout",
        "probe ws://localhost:1/ --timeout x",
        "probe ws://localhost:1/ --port 0"
      })
  void whatIsWrongBehindProbeStartsNoServer(String arguments) throws Exception {
    List<AutoCloseable> started = new ArrayList<>();
    try (TinyWar war = TinyWar.at(folder.resolve("tiny.war"))) {
      System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
      String[] all = ("--port 0 " + arguments).split(" ");
      assertThat(Main.run(WarFile.open(war.pack()), started::add, all)).hasValue(2);
    } finally {
      for (AutoCloseable server : started) {
        server.close();
      }
    }
    assertThat(started).isEmpty();
    assertThat(said.toString(StandardCharsets.UTF_8)).isNotBlank().doesNotContain("\tat ");
  }

  /** Has an exception class of its own loader. */
  @WebListener
  public static final class Rejecting implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      throw Settings.read(Map.of(), name -> Optional.empty(), name -> Optional.empty())
          .reject(Option.ALLOW_ORIGIN, "x", "an origin");
    }
  }

  /** Fails as one does whose classes do not fit together. */
  @WebListener
  public static final class Failing implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      throw new NoClassDefFoundError("no");
    }
  }
}

package io.parley.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTestsTest {
  @TempDir private Path folder;

  @Test
  void everyReasonIsALineWithTheNumberOfTests() throws Exception {
    Files.writeString(
        folder.resolve("TEST-a.xml"),
        """
        <testsuite>
          <testcase name="x" classname="io.parley.A">
            <skipped message="org.opentest4j.TestAbortedException: Assumption failed: no nginx"/>
          </testcase>
          <testcase name="y" classname="io.parley.A">
            <skipped message="Assumption failed: no nginx"/>
          </testcase>
          <testcase name="z" classname="io.parley.A"><skipped/></testcase>
          <testcase name="whole" classname="io.parley.B">
            <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: Assumption failed: no Java 21
        	at io.parley.B.start(B.java:15)
        ]]></skipped>
          </testcase>
          <testcase name="good" classname="io.parley.A"/>
        </testsuite>
        """);
    Files.writeString(
        folder.resolve("b-output.txt"), "INFO: a line of a server\nNOTICE: 90 days old\n");

    assertThat(SkippedTests.lines(List.of(folder, folder.resolve("none"))))
        .containsExactly(
            "skipped 2: io.parley.A: Assumption failed: no nginx",
            "skipped 1: io.parley.A: no reason given",
            "skipped 1: io.parley.B: Assumption failed: no Java 21",
            "NOTICE: 90 days old");
  }

  @Test
  void whereNoneWasSkippedThatIsSaid() throws Exception {
    assertThat(SkippedTests.lines(List.of(folder))).containsExactly("skipped: no test");
  }
}

package io.parley.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class AttackRunTest {
  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void thePageNamesEveryAttack() throws IOException {
    assertThat(AttackRun.names())
        .hasSize(16)
        .doesNotHaveDuplicates()
        .allMatch(Files.readString(Path.of("src/site/markdown/attacks.md"))::contains);
  }

  @Test
  void aHeadDeclaresALengthInTheFewestBytes() {
    assertThat(hex(Frames.head(Frames.UNKNOWN, 125))).isEqualTo("83fd5a172b66");
    assertThat(hex(Frames.head(Frames.UNKNOWN, 126))).isEqualTo("83fe007e5a172b66");
    assertThat(hex(Frames.head(Frames.UNKNOWN, 65_536))).isEqualTo("83ff00000000000100005a172b66");
  }

  @Test
  void aFrameIsMasked() {
    assertThat(hex(Frames.text("hi!!hi"))).isEqualTo("81865a172b66327e0a47327e");
  }

  @Test
  void aBombIsSmallAndBecomesWhatItSays() throws DataFormatException {
    byte[] frame = Frames.bomb(64_000);
    assertThat(frame).hasSizeLessThan(125);
    byte[] tail = {0, 0, (byte) 0xff, (byte) 0xff};
    byte[] compressed = new byte[frame.length - 6 + tail.length];
    IntStream.range(6, frame.length)
        .forEach(i -> compressed[i - 6] = (byte) (frame[i] ^ frame[2 + (i - 6) % 4]));
    System.arraycopy(tail, 0, compressed, frame.length - 6, tail.length);
    Inflater inflater = new Inflater(true);
    inflater.setInput(compressed);
    assertThat(inflater.inflate(new byte[100_000])).isEqualTo(64_000);
    inflater.end();
  }

  @Test
  void anAnswerTellsItsPosition() {
    assertThat(Rooms.position("{\"type\":\"said\",\"id\":\"a\",\"position\":\"k3:41\"}"))
        .isEqualTo(new Rooms.Position("k3", 41));
  }

  @Test
  void onlyARowThatIsLateAndNothingElseIsMeasuredAgain() {
    String late = "412 ms at the 99th percentile, of 275";
    assertThat(row().isOnlyLate()).isFalse();
    assertThat(row(late).isOnlyLate()).isTrue();
    assertThat(row(late, "threads are left").isOnlyLate()).isFalse();
  }

  private static Row row(String... failures) {
    Target.Use none = new Target.Use(0, 0, 0);
    return new Row("any", new Healthy.Felt(0, 0, 0, 0, 0), 0, none, none, List.of(failures));
  }

  @Test
  void aRowShowsTheFirstOfWhatWasMissed() {
    assertThat(Row.verdict(List.of())).isEqualTo("ok");
    assertThat(Row.verdict(List.of("a", "b", "c", "d", "e", "f")))
        .isEqualTo("MISSED: a; b; c; d; and 2 more");
  }
}

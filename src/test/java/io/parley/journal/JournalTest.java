package io.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.parley.handshake.AdmissionStatus;
import io.parley.handshake.ClientHandshake;
import io.parley.handshake.PathMatch;
import io.parley.handshake.Policy;
import io.parley.handshake.RuleBook;
import io.parley.handshake.Trace;
import io.parley.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final String ATTEMPT = "q5yJ0mXbT2W8sKfL3nVhRg";
  private static final String OTHER = "AAAAAAAAAAAAAAAAAAAAAA";

  private Instant now = Instant.parse("2026-11-24T20:15:30Z");
  private final Journal journal = journal(3, 1 << 20);

  private Journal journal(int most, long bytes) {
    return new Journal(most, bytes, () -> now);
  }

  private static Trace trace() {
    Headers headers = Headers.none().with("Host", "localhost");
    return RuleBook.openingHandshake(
        new ClientHandshake("GET", "HTTP/1.1", Optional.empty(), false, headers),
        PathMatch.KNOWN,
        AdmissionStatus.FREE,
        Policy.DEFAULT);
  }

  private HandshakeRecord entry(String id, String target) {
    return new HandshakeRecord(
        id,
        AttemptId.of(target),
        now,
        Duration.ofNanos(1_000),
        "192.0.2.1",
        RecordedRequest.of("GET", target, "HTTP/1.1", Headers.none()),
        trace(),
        RecordedResponse.of(400, Headers.none()),
        Optional.empty());
  }

  private static String attempt(String name) {
    return "/chat?attempt=" + name;
  }

  private static List<String> ids(Journal journal) {
    return journal.recent().stream().map(HandshakeRecord::id).toList();
  }

  @Test
  void listsTheNewestFirstAndForgetsTheOldest() {
    for (String id : List.of("a", "b", "c", "d")) {
      journal.judged(entry(id, "/chat"));
    }
    assertThat(ids(journal)).containsExactly("d", "c", "b");
    assertThat(journal.find("a")).isEmpty();
    assertThat(journal.find("b")).isPresent();
  }

  @Test
  void keepsAnAttemptForTenMinutesHoweverManyCameAfterIt() {
    journal.judged(entry("mine", attempt(ATTEMPT)));
    for (int other = 0; other < 50; other++) {
      journal.judged(entry("other" + other, "/chat"));
    }
    assertThat(ids(journal)).doesNotContain("mine");
    assertThat(journal.attempt(ATTEMPT).orElseThrow().id()).isEqualTo("mine");
    now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
    assertThat(journal.attempt(ATTEMPT)).isPresent();
    now = now.plusMillis(1);
    assertThat(journal.attempt(ATTEMPT)).isEmpty();
    journal.judged(entry("last", "/chat"));
    assertThat(journal.find("mine")).isEmpty();
  }

  @Test
  void anIdThatIsUsedAgainKeepsItsFirstHandshake() {
    journal.judged(entry("first", attempt(ATTEMPT)));
    journal.judged(entry("second", attempt(ATTEMPT)));
    assertThat(journal.attempt(ATTEMPT).orElseThrow().id()).isEqualTo("first");
    assertThat(ids(journal)).containsExactly("second", "first");
    for (int other = 0; other < 3; other++) {
      journal.judged(entry("other" + other, "/chat"));
    }
    assertThat(journal.attempt(ATTEMPT).orElseThrow().id()).isEqualTo("first");
    assertThat(journal.find("second")).isEmpty();
  }

  @Test
  void aDifferentAttemptIsNotFound() {
    journal.judged(entry("a", attempt(ATTEMPT)));
    assertThat(journal.attempt(OTHER)).isEmpty();
    assertThat(journal.attempt("a")).isEmpty();
  }

  @Test
  void staysWithinItsBytesWhateverComes() {
    int size = entry("x", attempt(ATTEMPT)).size();
    Journal small = journal(1_000, 5L * size);
    List<String> names = new ArrayList<>();
    for (int at = 0; at < 100; at++) {
      String name = String.format("%022d", at);
      names.add(name);
      small.judged(entry("id" + at, attempt(name)));
    }
    assertThat(ids(small)).containsExactly("id99", "id98", "id97", "id96", "id95");
    assertThat(names.stream().filter(name -> small.attempt(name).isPresent()))
        .isEqualTo(names.subList(95, 100))
        .hasSize(5);
    assertThat(small.find("id94")).isEmpty();
  }

  @Test
  void givesTheRoomOfAttemptsThatAreNoLongerListedFirst() {
    int size = entry("x", attempt(ATTEMPT)).size();
    Journal small = journal(1, 2L * size);
    small.judged(entry("a", attempt(ATTEMPT)));
    small.judged(entry("b", attempt(OTHER)));
    assertThat(small.attempt(ATTEMPT)).isPresent();
    small.judged(entry("c", "/chat"));
    assertThat(small.attempt(ATTEMPT)).isEmpty();
    assertThat(small.attempt(OTHER)).isPresent();
    assertThat(ids(small)).containsExactly("c");
  }

  @Test
  void listsNothingButKeepsAttemptsWhereTheListIsOff() {
    Journal off = journal(0, 1 << 20);
    off.judged(entry("a", attempt(ATTEMPT)));
    assertThat(off.recent()).isEmpty();
    assertThat(off.attempt(ATTEMPT)).isPresent();
  }

  @Test
  void learnsHowAConnectionEndedAndWhatTheContainerCouldNotDo() {
    journal.judged(entry("a", attempt(ATTEMPT)));
    ConnectionEnd connectionEnd =
        new ConnectionEnd(
            now, 1000, Duration.ofSeconds(3), new ConnectionEnd.Traffic(4, 40, 9, 90));
    RecordedResponse fault = RecordedResponse.of(500, Headers.none());
    journal.amended("a", trace(), fault);
    journal.ended("a", connectionEnd);
    assertThat(journal.attempt(ATTEMPT).orElseThrow().connectionEnd()).contains(connectionEnd);
    assertThat(journal.recent().get(0).recordedResponse()).isEqualTo(fault);
  }

  @Test
  void doesNotMindTheEndOfWhatItHasForgotten() {
    ConnectionEnd connectionEnd =
        new ConnectionEnd(
            now, 1000, Duration.ofSeconds(3), new ConnectionEnd.Traffic(4, 40, 9, 90));
    assertThatCode(() -> journal.ended("gone", connectionEnd)).doesNotThrowAnyException();
    assertThat(journal.recent()).isEmpty();
  }

  @Test
  void aWitnessThatFailsKeepsNothingFromTheOthersOrTheHandshake() {
    AtomicInteger heard = new AtomicInteger();
    HandshakeListener failing =
        new HandshakeListener() {
          @Override
          public void judged(HandshakeRecord handshakeRecord) {
            heard.incrementAndGet();
            throw new IllegalStateException("full");
          }

          @Override
          public void amended(String id, Trace trace, RecordedResponse recordedResponse) {
            throw new IllegalStateException("full");
          }

          @Override
          public void ended(String id, ConnectionEnd connectionEnd) {
            throw new IllegalStateException("full");
          }
        };
    HandshakeListener.all(failing, journal).judged(entry("a", "/chat"));
    assertThat(heard).hasValue(1);
    assertThat(ids(journal)).containsExactly("a");
  }
}

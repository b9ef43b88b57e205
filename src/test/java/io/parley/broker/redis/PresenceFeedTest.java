package io.parley.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.chat.MemberInfo;
import io.parley.chat.Presence.Arrived;
import io.parley.chat.Presence.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PresenceFeedTest {
  private final PresenceFeed feed = new PresenceFeed();
  private final List<Change> told = new ArrayList<>();
  private final Consumer<Change> listener = told::add;

  private static Change change(long number) {
    return new Arrived(new MemberInfo("m" + number, ""), (int) number, number);
  }

  private void published(long number) {
    assertThat(feed.isBehindAfter(new PresenceHint(number - 1, List.of(change(number))))).isFalse();
  }

  private void start(long number) {
    feed.add(change -> {});
    assertThat(feed.isCutBy(new PresenceFeed.Page(number, number, List.of()))).isFalse();
  }

  @Test
  void tellsAListenerWhatWasPublishedBeforeItsBeginningWasKnown() {
    start(4);
    feed.add(listener);
    published(5);
    published(6);
    feed.begin(listener, 5);
    published(7);
    assertThat(told).containsExactly(change(6), change(7));
  }

  @Test
  void tellsAListenerNothingTwice() {
    start(4);
    Consumer<Change> other = change -> {};
    feed.add(other);
    feed.add(listener);
    published(5);
    feed.begin(listener, 4);
    feed.begin(other, 5);
    assertThat(told).containsExactly(change(5));
  }

  @Test
  void tellsARemovedListenerNothing() {
    start(4);
    feed.add(listener);
    published(5);
    feed.remove(listener);
    feed.begin(listener, 4);
    assertThat(told).isEmpty();
  }
}

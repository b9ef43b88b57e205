package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pairs are written by escapes, because nobody could tell them apart. */
class ConfusableNamesTest {
  private final RoomNames names = new RoomNames();

  private static boolean areConfusable(String one, String other) {
    return !Collections.disjoint(ConfusableNames.keys(one), ConfusableNames.keys(other));
  }

  @ParameterizedTest
  @CsvSource({
    "Ann,ann",
    "Ann,A\u200Bnn",
    "Ann,\u0410nn", // Cyrillic A
    "Ann,\u0391nn", // Greek capital alpha
    "Ann,\uFF21\uFF4E\uFF4E", // full width
    "Ann,\uD835\uDC00nn", // mathematical bold A
    "paypal,p\u0430yp\u0430l",
    "paypal,PAYPAL",
    "paypal,paypa1",
    "paypal,paypaI",
    "Henry,\u0397enry", // Greek capital eta
    "\u0397\u03BB\u03AF\u03B1\u03C2,\u0397\u039B\u038A\u0391\u03A3", // one Greek name
    "\u043D\u0438\u043D\u0430,\u041D\u0418\u041D\u0410", // one Russian name
    "\u03B7\u03BB\u03B9\u03B1,\u0397\u039B\u0399\u0391", // the same in small and capital letters
    "Bob,B0b",
    "scope,\u0455\u0441\u043E\u0440\u0435",
    "admin,adrnin",
    "Ann Lee,AnnLee",
    "Ann Lee,Ann\u00A0Lee",
    "Stra\u00DFe,STRASSE",
    "of\uFB01ce,office",
  })
  void namesThatLookTheSameAreConfusable(String one, String other) {
    assertThat(areConfusable(one, other)).as(one + " " + other).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Ann,Anna", "Ann,Bob", "Hanna,Nanna", "caf\u00E9,cafe", "\u738B,\u7389", "Ann1,Ann2"})
  void namesThatLookDifferentAreNot(String one, String other) {
    assertThat(areConfusable(one, other)).isFalse();
  }

  @Test
  void thePageHasTheSameTable() throws IOException {
    String page = Files.readString(Path.of("src/main/webapp/page/confusables.js"));
    assertThat(page).contains("`\n" + ConfusableNames.TABLE + "`");
  }

  @Test
  void noCharacterStandsTwiceInTheTable() {
    List<Integer> all =
        ConfusableNames.TABLE
            .lines()
            .flatMap(line -> line.substring(2).codePoints().boxed())
            .toList();
    assertThat(all).doesNotHaveDuplicates();
  }

  private String tag(String id, String name) {
    return names.tagged(new MemberInfo(id, name)).tag();
  }

  @Test
  void aMemberHasATagWhileAnotherOneLooksTheSame() {
    names.add(new MemberInfo("aaaaAAAA", "Ann", true));
    assertThat(tag("aaaaAAAA", "Ann")).isEmpty();
    names.add(new MemberInfo("bbbbBBBB", "\u0410nn"));
    assertThat(tag("aaaaAAAA", "Ann")).isEqualTo("aaaa");
    assertThat(tag("bbbbBBBB", "\u0410nn")).isEqualTo("bbbb");
    assertThat(tag("cccc", "ann")).as("of one who has gone").isEqualTo("cccc");
    assertThat(tag("dddd", "Dan")).isEmpty();
    assertThat(tag("eeee", "")).isEmpty();
    names.remove("bbbbBBBB");
    assertThat(tag("aaaaAAAA", "Ann")).isEmpty();
  }

  @Test
  void aTagIsLongerWhereAnIdWasChosenToBeginLikeAnother() {
    names.add(new MemberInfo("abcdEFGH", "Ann"));
    names.add(new MemberInfo("abcdEFxx", "Ann"));
    assertThat(tag("abcdEFGH", "Ann")).isEqualTo("abcdEFG");
    assertThat(tag("abcdEFxx", "Ann")).isEqualTo("abcdEFx");
  }

  @Test
  void anotherNameReplacesTheFirst() {
    names.add(new MemberInfo("aaaa", "Ann"));
    names.add(new MemberInfo("bbbb", "Ann"));
    names.add(new MemberInfo("bbbb", "Bob"));
    assertThat(tag("aaaa", "Ann")).isEmpty();
    names.add(new MemberInfo("bbbb", ""));
    assertThat(tag("cccc", "Bob")).isEmpty();
  }

  @Test
  void theNamesOfARoomAreBounded() {
    names.add(new MemberInfo("first", "Ann"));
    IntStream.range(0, RoomNames.MOST).forEach(i -> names.add(new MemberInfo("id" + i, "n" + i)));
    assertThat(tag("other", "Ann")).isEmpty();
    assertThat(tag("other", "n7")).isEqualTo("othe");
  }
}

package io.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  @Test
  void whoShowsTheSecretIsTheSame() {
    Identity ann = Identity.fresh();
    assertThat(Identity.provenBy(ann.secret()).orElseThrow().id()).isEqualTo(ann.id());
  }

  @Test
  void noTwoAreAlike() {
    assertThat(Identity.fresh().id()).isNotEqualTo(Identity.fresh().id());
  }

  /** SHA-256 by another hand: {@code printf AAAA… | sha256sum | cut -c-24 | xxd -r -p | base64}. */
  @Test
  void theIdIsTheSameOnAnyServerAndAfterAnyUpdate() {
    assertThat(Identity.provenBy("AAAAAAAAAAAAAAAAAAAAAA").orElseThrow().id())
        .isEqualTo("ilvbTMFRZBJsbvJm");
  }

  @Test
  void whoShowsItselfInALogShowsNoSecret() {
    Identity ann = Identity.fresh();
    assertThat(ann).hasToString(ann.id());
    assertThat(ann.id()).matches("[A-Za-z0-9_-]{16}").doesNotContain(ann.secret());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAA/A",
        "AAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAA\n",
        "ААААААААААААААААААААAA",
      })
  void whatIsNoSecretOfOursProvesNothing(String secret) {
    assertThat(Identity.provenBy(secret)).isEmpty();
  }
}

package io.parley.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
  private final Address address = new Address("rfc6455", "4.2.1", 16);

  @ParameterizedTest
  @ValueSource(
      strings = {"rfc6455", "rfc6455/4", "rfc6455/4.2", "rfc6455/4.2.1", "rfc6455/4.2.1/16"})
  void liesWithinItsDocumentItsSectionsAndItself(String above) {
    assertThat(address.within(above)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfc645", "rfc6455/4.2.1/1", "rfc6455/4.2.2", "rfc6455/2", "4.2.1", ""})
  void liesWithinNothingElse(String above) {
    assertThat(address.within(above)).isFalse();
  }

  @Test
  void namesItsClauseAndWhereToReadIt() {
    assertThat(address.clause()).isEqualTo("RFC 6455 4.2.1");
    assertThat(address.link()).isEqualTo("https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1");
  }

  @Test
  void namesOneCaseOnly() {
    HashSet<String> seen = new HashSet<>();
    ProvenCasesIT.cases()
        .map(each -> each.address().toString())
        .forEach(each -> assertThat(seen.add(each)).as(each).isTrue());
    assertThat(seen).hasSizeGreaterThanOrEqualTo(150);
  }
}

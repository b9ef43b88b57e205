package io.parley.probe.section;

import static io.parley.probe.Expect.refused;

import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.function.UnaryOperator;

/** Collected ABNF for the Header Fields. */
final class Rfc6455_4_3_CollectedAbnf {
  private Rfc6455_4_3_CollectedAbnf() {}

  static Section section() {
    return Section.of("rfc6455", "4.3", "Collected ABNF for the Header Fields")
        .must("ask for version 013", "refuse", version("013"), refused())
        .must("ask for version +13", "refuse", version("+13"), refused())
        .must("ask for version -13", "refuse", version("-13"), refused())
        .must("ask for version 13.0", "refuse", version("13.0"), refused())
        .must("ask for version 256", "refuse", version("256"), refused())
        .must("ask for version 13, 8", "refuse", version("13, 8"), refused())
        .must("ask for version 8, 13", "refuse", version("8, 13"), refused())
        .must("ask for version of nothing", "refuse", version(""), refused())
        .must("ask for version thirteen", "refuse", version("thirteen"), refused())
        .must("ask for version 13 in quotes", "refuse", version("\"13\""), refused())
        .must("ask for version 13 with a parameter", "refuse", version("13;a=b"), refused())
        .must("ask for version 1 3", "refuse", version("1 3"), refused())
        .must("ask for version 0x0d", "refuse", version("0x0d"), refused())
        .must("offer a subprotocol with a space", "refuse", protocols("so ap"), refused())
        .must("offer a subprotocol in quotes", "refuse", protocols("\"soap\""), refused())
        .must("offer a subprotocol with a slash", "refuse", protocols("soap/1"), refused())
        .must("offer a subprotocol with a parameter", "refuse", protocols("soap;v=1"), refused())
        .must("offer a subprotocol beyond ASCII", "refuse", protocols("so\u00e4p"), refused())
        .must("offer subprotocols, but none", "refuse", protocols(""), refused())
        .must("offer nothing but a comma", "refuse", protocols(","), refused());
  }

  private static UnaryOperator<ProbeRequest> version(String value) {
    return r -> r.with("Sec-WebSocket-Version", value);
  }

  private static UnaryOperator<ProbeRequest> protocols(String value) {
    return r -> r.with("Sec-WebSocket-Protocol", value);
  }
}

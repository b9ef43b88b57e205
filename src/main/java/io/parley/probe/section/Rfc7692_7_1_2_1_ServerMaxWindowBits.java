package io.parley.probe.section;

import static io.parley.probe.ExpectDeflate.declined;
import static io.parley.probe.ExpectDeflate.serverBitsUpTo;

import io.parley.probe.Capability;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.function.UnaryOperator;

/** The server_max_window_bits Parameter. */
final class Rfc7692_7_1_2_1_ServerMaxWindowBits {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private Rfc7692_7_1_2_1_ServerMaxWindowBits() {}

  static Section section() {
    return Section.of("rfc7692", "7.1.2.1", "The server_max_window_bits Parameter")
        .needing(Capability.DEFLATE)
        .must(
            "ask for 10",
            "promise 10 or less, or decline",
            offer("; server_max_window_bits=10"),
            declined().or(serverBitsUpTo(10)))
        .must(
            "ask for 8",
            "promise 8, or decline",
            offer("; server_max_window_bits=8"),
            declined().or(serverBitsUpTo(8)))
        .must(
            "ask for 15",
            "promise 15 or less, or decline",
            offer("; server_max_window_bits=15"),
            declined().or(serverBitsUpTo(15)))
        .must(
            "ask for 12 in quotes",
            "read it alike",
            offer("; server_max_window_bits=\"12\""),
            declined().or(serverBitsUpTo(12)))
        .must("offer it without a value", "decline", offer("; server_max_window_bits"), declined())
        .must("offer it as 7", "decline", offer("; server_max_window_bits=7"), declined())
        .must("offer it as 16", "decline", offer("; server_max_window_bits=16"), declined())
        .must("offer it as 0", "decline", offer("; server_max_window_bits=0"), declined())
        .must("offer it as 99", "decline", offer("; server_max_window_bits=99"), declined())
        .must("offer it as 010", "decline", offer("; server_max_window_bits=010"), declined())
        .must("offer it as ten", "decline", offer("; server_max_window_bits=ten"), declined())
        .must("offer it as -10", "decline", offer("; server_max_window_bits=-10"), declined())
        .must("offer it as 10.0", "decline", offer("; server_max_window_bits=10.0"), declined());
  }

  private static UnaryOperator<ProbeRequest> offer(String parameters) {
    return r -> r.with(FIELD, "permessage-deflate" + parameters);
  }
}

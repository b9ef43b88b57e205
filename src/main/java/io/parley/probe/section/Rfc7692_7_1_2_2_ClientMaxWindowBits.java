package io.parley.probe.section;

import static io.parley.probe.ExpectDeflate.agreed;
import static io.parley.probe.ExpectDeflate.clientBitsUpTo;
import static io.parley.probe.ExpectDeflate.declined;
import static io.parley.probe.ExpectDeflate.noClientBits;

import io.parley.probe.Capability;
import io.parley.probe.ProbeRequest;
import io.parley.probe.Section;
import java.util.function.UnaryOperator;

/** The client_max_window_bits Parameter. */
final class Rfc7692_7_1_2_2_ClientMaxWindowBits {
  private static final String FIELD = "Sec-WebSocket-Extensions";

  private Rfc7692_7_1_2_2_ClientMaxWindowBits() {}

  static Section section() {
    return Section.of("rfc7692", "7.1.2.2", "The client_max_window_bits Parameter")
        .needing(Capability.DEFLATE)
        .must(
            "offer it without a value",
            "agree with 8 to 15, or none",
            offer("; client_max_window_bits"),
            declined().or(clientBitsUpTo(15)))
        .must(
            "offer it as 10",
            "limit us to 10 or less, or not",
            offer("; client_max_window_bits=10"),
            declined().or(clientBitsUpTo(10)))
        .must(
            "offer it as 8",
            "limit us to 8, or not",
            offer("; client_max_window_bits=8"),
            declined().or(clientBitsUpTo(8)))
        .must(
            "offer it as 15",
            "agree or decline",
            offer("; client_max_window_bits=15"),
            declined().or(clientBitsUpTo(15)))
        .must("not offer it", "not limit us", offer(""), noClientBits())
        .should("offer it without a value", "agree", offer("; client_max_window_bits"), agreed())
        .must("offer it as 7", "decline", offer("; client_max_window_bits=7"), declined())
        .must("offer it as 16", "decline", offer("; client_max_window_bits=16"), declined())
        .must("offer it as 0", "decline", offer("; client_max_window_bits=0"), declined())
        .must("offer it as 99", "decline", offer("; client_max_window_bits=99"), declined())
        .must("offer it as 010", "decline", offer("; client_max_window_bits=010"), declined())
        .must("offer it as ten", "decline", offer("; client_max_window_bits=ten"), declined())
        .must("offer it as -10", "decline", offer("; client_max_window_bits=-10"), declined())
        .must("offer it as 10.0", "decline", offer("; client_max_window_bits=10.0"), declined());
  }

  private static UnaryOperator<ProbeRequest> offer(String parameters) {
    return r -> r.with(FIELD, "permessage-deflate" + parameters);
  }
}

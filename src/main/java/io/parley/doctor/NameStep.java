package io.parley.doctor;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks the host up. */
final class NameStep {
  /** Addresses that are tried: a name may have hundreds. */
  private static final int MAX_ADDRESSES = 8;

  private NameStep() {}

  /**
   * Returns the addresses of the host.
   *
   * @param seen gets what was found
   */
  static List<InetAddress> resolve(String host, Duration timeout, List<String> seen)
      throws FailedStepException {
    List<InetAddress> all = lookUp(host, timeout);
    List<InetAddress> some = all.stream().limit(MAX_ADDRESSES).toList();
    List<String> shown = new ArrayList<>(some.stream().map(NameStep::shown).toList());
    if (all.size() > some.size()) {
      shown.add("and " + (all.size() - some.size()) + " more, which are not tried");
    }
    seen.add(host + " has " + String.join(", ", shown));
    if (some.stream().allMatch(InetAddress::isAnyLocalAddress)) {
      throw new FailedStepException(blocked(host), seen);
    }
    return some;
  }

  private static List<InetAddress> lookUp(String host, Duration timeout)
      throws FailedStepException {
    try {
      return Arrays.asList(
          BoundedCall.run(timeout, () -> {}, () -> InetAddress.getAllByName(host)));
    } catch (UnknownHostException e) {
      throw new FailedStepException(unknown(host, e), "no address for " + host);
    } catch (SocketTimeoutException e) {
      throw new FailedStepException(
          noNameServer(host), "no answer in " + timeout.toSeconds() + " s");
    } catch (IOException e) {
      throw new FailedStepException(noNameServer(host), "the look-up failed");
    }
  }

  static String shown(InetAddress address) {
    String family = address instanceof Inet6Address ? "IPv6" : "IPv4";
    return address.getHostAddress() + " (" + family + ")";
  }

  private static Diagnosis unknown(String host, UnknownHostException failure) {
    // The C library's words for EAI_AGAIN: no name server was there to say yes or no.
    if (String.valueOf(failure.getMessage()).contains("emporary failure")) {
      return noNameServer(host);
    }
    return Diagnosis.of(
        Party.NAME,
        "The name " + host + " does not exist, or has no address.",
        "Check its spelling in the URL.",
        "If it is new, add an A or AAAA record for it; what resolvers have kept of its absence"
            + " lasts some minutes.",
        host.contains(".")
            ? "If only a private network knows it, connect to that network (VPN) first."
            : "A name without a dot is known only within one network, or between containers:"
                + " use the full name.",
        "Ask the name servers:",
        "  dig +short " + host + " A " + host + " AAAA");
  }

  private static Diagnosis noNameServer(String host) {
    return Diagnosis.of(
        Party.MACHINE,
        "No name server answers this machine, so " + host + " cannot be looked up.",
        "Check that this machine is connected to a network at all.",
        "Check its name servers (/etc/resolv.conf, resolvectl status), and a VPN that changes them.");
  }

  private static Diagnosis blocked(String host) {
    return Diagnosis.of(
        Party.NAME,
        "The name " + host + " is answered with an address that means nowhere: a filter blocks it.",
        "Allow the name in the filter (Pi-hole, a hosts file, the network's DNS), or use another"
            + " name server.");
  }
}

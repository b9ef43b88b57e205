package io.parley.endpoint;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** For whom what a connection takes is counted. */
final class QuotaKeys {
  /** Bytes of an IPv6 address that name a network: whoever has one has all addresses of it. */
  private static final int NETWORK = 8;

  private QuotaKeys() {}

  /**
   * The address, and the account where there is one.
   *
   * @param address without a port
   */
  static List<String> of(String address, Optional<String> account) {
    List<String> keys = new ArrayList<>();
    keys.add("address " + network(address));
    account.ifPresent(name -> keys.add("account " + name));
    return List.copyOf(keys);
  }

  /** Nothing is looked up: only what can be an IPv6 address is parsed. */
  @SuppressWarnings("AddressSelection") // A literal has one address.
  private static String network(String address) {
    if (!address.matches("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?]?")) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length > NETWORK ? HexFormat.of().formatHex(bytes, 0, NETWORK) : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }
}

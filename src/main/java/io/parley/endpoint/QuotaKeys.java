package io.parley.endpoint;

import io.parley.chat.TokenPrincipal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Derives the keys under which a connection's usage is counted. */
final class QuotaKeys {
  /** Bytes of an IPv6 address that name a network; its owner has all addresses in it. */
  private static final int NETWORK = 8;

  private QuotaKeys() {}

  /**
   * Returns the account of a user who is authenticated. One of a token is never one of the
   * container: nothing says that the same name is the same person.
   */
  static String account(Principal user) {
    return (user instanceof TokenPrincipal ? "token " : "container ") + user.getName();
  }

  /**
   * Returns the address (of IPv6 the network), and the account where there is one.
   *
   * @param address without a port
   */
  static List<String> of(String address, Optional<String> account) {
    List<String> keys = new ArrayList<>();
    keys.add("address " + network(address));
    account.ifPresent(name -> keys.add("account " + name));
    return List.copyOf(keys);
  }

  /** Never resolves a name: it parses only what can be an IPv6 address. */
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

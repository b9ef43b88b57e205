package io.parley.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Opens a TCP connection to each address. */
final class TcpStep {
  /** How an attempt to connect ended. */
  private enum Result {
    CONNECTED("connected"),
    REFUSED("refused the connection"),
    SILENT("does not answer"),
    UNREACHABLE("is reported as unreachable");

    private final String words;

    Result(String words) {
      this.words = words;
    }
  }

  private TcpStep() {}

  /**
   * Returns the first address that accepts a connection, as a browser takes it.
   *
   * @param seen gets a line for each address
   */
  static InetSocketAddress connect(
      List<InetSocketAddress> servers, Duration timeout, List<String> seen)
      throws FailedStepException {
    Set<Result> results = EnumSet.noneOf(Result.class);
    List<InetSocketAddress> connected = new ArrayList<>();
    for (InetSocketAddress server : servers) {
      long start = System.nanoTime();
      Result result = attempt(server, timeout);
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      results.add(result);
      seen.add(shown(server) + " " + result.words + ", after " + millis + " ms");
      if (result == Result.CONNECTED) {
        connected.add(server);
      }
    }
    if (connected.isEmpty()) {
      throw new FailedStepException(diagnosis(servers.get(0), results), seen);
    }
    return connected.get(0);
  }

  private static Result attempt(InetSocketAddress server, Duration timeout) {
    try (Socket socket = new Socket()) {
      socket.connect(server, Math.toIntExact(timeout.toMillis()));
      return Result.CONNECTED;
    } catch (SocketTimeoutException e) {
      return Result.SILENT;
    } catch (NoRouteToHostException e) {
      return Result.UNREACHABLE;
    } catch (ConnectException e) {
      return String.valueOf(e.getMessage()).contains("timed out") ? Result.SILENT : Result.REFUSED;
    } catch (IOException e) {
      return Result.UNREACHABLE;
    }
  }

  static String shown(InetSocketAddress server) {
    String address = server.getAddress().getHostAddress();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + server.getPort();
  }

  private static Diagnosis diagnosis(InetSocketAddress server, Set<Result> results) {
    if (results.contains(Result.REFUSED)) {
      return refused(server);
    }
    return results.contains(Result.UNREACHABLE) ? unreachable() : silent(server);
  }

  private static Diagnosis refused(InetSocketAddress server) {
    return Diagnosis.of(
        Party.APPLICATION,
        "The machine answers, but nothing listens at port "
            + server.getPort()
            + " of this address.",
        "Start the server, or put the right port into the URL.",
        "If it runs, look where it listens; 127.0.0.1 takes connections from its own machine only:",
        "  ss -ltnp",
        "Parley listens on loopback unless --host says otherwise, and a container's port has to be"
            + " published.");
  }

  private static Diagnosis unreachable() {
    return Diagnosis.of(
        Party.NETWORK,
        "A router or a firewall on the way reports that the host cannot be reached.",
        "Check that the host runs, that its address is the right one, and that you are in its"
            + " network (VPN).");
  }

  private static Diagnosis silent(InetSocketAddress server) {
    return Diagnosis.of(
        Party.NETWORK,
        "Nothing comes back: a firewall drops the packets, or no machine has this address.",
        "Open TCP port "
            + server.getPort()
            + " on the way: the host's firewall, the cloud's security group, the office's filter.",
        "Check the address, and that the host runs. An answer from another network means that the"
            + " filter is in this one.");
  }
}

package io.parley.endpoint;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of an open connection at one moment.
 *
 * @param address of the peer, without a port
 * @param user as whom the peer was authenticated; empty for an anonymous one
 * @param age since its handshake was accepted
 * @param received messages from the peer
 * @param sent messages to the peer
 * @param waitingBytes that wait to be sent to it
 */
public record ConnectionReport(
    String address,
    Optional<String> user,
    Optional<String> subprotocol,
    Duration age,
    long received,
    long sent,
    int waitingBytes) {}

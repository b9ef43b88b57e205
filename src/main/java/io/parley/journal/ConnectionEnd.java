package io.parley.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * How an accepted connection ended.
 *
 * @param code of the close; 1005 and 1006 never stood on the wire (RFC 6455 7.4.1)
 * @param lasted from the opening of the session
 * @param received messages
 * @param sent messages that were handed over to be sent
 */
public record ConnectionEnd(Instant at, int code, Duration lasted, long received, long sent) {}

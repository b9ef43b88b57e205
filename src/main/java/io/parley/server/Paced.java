package io.parley.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * An end point whose connection is read as {@link PacedReads} says: a socket, or what it carries.
 */
interface Paced extends EndPoint {
  PacedReads reads();

  /** Reads on another thread when its turn comes. */
  void submit(Runnable read);

  /** Checks the bytes that arrived behind the request, before the protocol was switched. */
  void check(ByteBuffer early);

  /** The engine sends its last frame. */
  void closes();

  /** The engine sends a frame; returns what is to be told when the frame is written. */
  Callback engineSends(Callback sent);
}

package io.parley.probe.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Octets as they are. */
record PlainStream(SocketChannel channel) implements OctetStream {
  @Override
  public int read(ByteBuffer in) throws IOException {
    return channel.read(in);
  }

  @Override
  public void write(ByteBuffer out) throws IOException {
    channel.write(out);
  }

  @Override
  public boolean wantsWrite() {
    return false;
  }

  @Override
  public boolean isReadable() {
    return false;
  }

  @Override
  public void finish() {
    // The end of the channel's output says it.
  }

  @Override
  public boolean isTruncated() {
    return false;
  }
}

package io.parley.league;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import java.net.InetSocketAddress;

/** Netty, put together as its own example is. */
final class NettyEcho {
  private static final int MAX_CONTENT = 64 * 1024;

  private NettyEcho() {}

  public static void main(String[] arguments) throws Exception {
    Channel channel =
        new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory()))
            .channel(NioServerSocketChannel.class)
            .childHandler(new Pipeline())
            .bind("localhost", 0)
            .sync()
            .channel();
    Ready.at(((InetSocketAddress) channel.localAddress()).getPort());
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(MAX_CONTENT))
          .addLast(new WebSocketServerCompressionHandler(0))
          .addLast(new WebSocketServerProtocolHandler("/echo", "soap,wamp", true))
          .addLast(new Handler());
    }
  }

  private static final class Handler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Who does not get it has left.
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      context.writeAndFlush(frame.retain());
    }
  }
}

package io.parley.league;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;

/** Netty, put together as its own example is. */
final class NettyEcho {
  private static final int MAX_CONTENT = 64 * 1024;
  private static final String ROOM_PATH = "/chat/load";
  private static final String PROTOCOL = "protocol";
  private static final String ENDPOINT = "endpoint";

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
          .addLast(new Paths())
          .addLast(new WebSocketFrameAggregator(MAX_CONTENT))
          .addLast(new Pages())
          .addLast(ENDPOINT, new Handler());
    }
  }

  /** Sets the pipeline up for the path of the first request, and leaves. */
  private static final class Paths extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ChannelPipeline pipeline = context.pipeline();
      boolean room = message instanceof FullHttpRequest request && request.uri().equals(ROOM_PATH);
      if (room) {
        pipeline.replace(ENDPOINT, ENDPOINT, new Chat());
      }
      pipeline.addAfter(context.name(), PROTOCOL, protocol(room));
      context.fireChannelRead(message);
      pipeline.remove(this);
    }

    private static WebSocketServerProtocolHandler protocol(boolean room) {
      return room
          ? new WebSocketServerProtocolHandler(ROOM_PATH)
          : new WebSocketServerProtocolHandler("/echo", "soap,wamp", true);
    }
  }

  /** What is no handshake at that path gets what Netty's example of a page handler answers. */
  private static final class Pages extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Who does not get it has left.
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      FullHttpResponse response =
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status(request));
      HttpUtil.setContentLength(response, 0);
      HttpUtil.setKeepAlive(response, false);
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static HttpResponseStatus status(FullHttpRequest request) {
      if (!request.decoderResult().isSuccess()) {
        return HttpResponseStatus.BAD_REQUEST;
      }
      return request.method().equals(HttpMethod.GET)
          ? HttpResponseStatus.NOT_FOUND
          : HttpResponseStatus.FORBIDDEN;
    }
  }

  private static final class Handler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Who does not get it has left.
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      context.writeAndFlush(frame.retain());
    }
  }

  /** Sends each message to everybody else, and acknowledges it. */
  private static final class Chat extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private static final ChannelGroup ROOM = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
        ROOM.add(context.channel());
      }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Who does not get it has left.
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      Channel self = context.channel();
      ROOM.writeAndFlush(frame.retain(), channel -> channel != self, true);
      context.writeAndFlush(new TextWebSocketFrame("data received"));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // It ends in any case.
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}

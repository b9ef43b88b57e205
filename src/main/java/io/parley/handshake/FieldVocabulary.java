package io.parley.handshake;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The words that standards and common software put into fields. None is a credential. */
final class FieldVocabulary {
  static final Predicate<String> METHOD =
      oneOf(
          "get head post put delete connect options trace patch pri propfind proppatch mkcol copy"
              + " move lock unlock report search");
  static final Predicate<String> PROTOCOL =
      usually("HTTP/1.1").or(matching("(?i)HTTP/[0-9](\\.[0-9])?"));
  static final Predicate<String> UPGRADE =
      oneOf("websocket h2c h2 http https tls http/1.1 http/2 http/2.0 tls/1.0");
  static final Predicate<String> CONNECTION =
      oneOf("upgrade keep-alive close te http2-settings trailers transfer-encoding");
  static final Predicate<String> VERSION =
      usually(FieldNames.VERSION_13).or(matching("[+-]?[0-9]{1,4}(\\.[0-9]{1,2})?"));
  static final Predicate<String> CODING =
      oneOf("gzip deflate br zstd compress identity chunked trailers x-gzip * q").or(weight());
  static final Predicate<String> DIRECTION =
      oneOf(
              "no-cache no-store no-transform only-if-cached must-revalidate max-age max-stale"
                  + " min-fresh private public")
          .or(digits(8));
  static final Predicate<String> FETCH =
      oneOf(
          "same-origin same-site cross-site none websocket navigate cors no-cors empty document"
              + " worker iframe script ?1 ?0");
  static final Predicate<String> MEDIA_TYPE =
      oneOf(
              "*/* text/* text/html text/plain text/css text/xml text/event-stream"
                  + " application/xhtml+xml application/xml application/json"
                  + " application/problem+json application/signed-exchange"
                  + " application/octet-stream application/x-www-form-urlencoded"
                  + " application/javascript image/* image/avif image/webp image/apng image/png"
                  + " image/svg+xml image/jpeg charset utf-8 q v b3")
          .or(weight());
  static final Predicate<String> LANGUAGE =
      matching("\\*|[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")
          .or(oneOf("q"))
          .or(weight());
  static final Predicate<String> PROXY =
      oneOf(
          "for by host proto http https ws wss on off unknown localhost"
              + " 1.0 1.1 2 2.0 3 http/1.0 http/1.1 http/2 http/2.0 h2");
  static final Predicate<String> EXTENSION =
      oneOf(
              "permessage-deflate server_no_context_takeover client_no_context_takeover"
                  + " server_max_window_bits client_max_window_bits x-webkit-deflate-frame"
                  + " deflate-frame perframe-deflate permessage-compress permessage-bzip2"
                  + " permessage-snappy permessage-lz4 method max_window_bits no_context_takeover"
                  + " deflate-stream mux x-google-mux bbf-usp-protocol")
          .or(digits(3));

  /** The names of IANA's registry, and unregistered ones in use. */
  static final Predicate<String> SUBPROTOCOL =
      oneOf(
          "MBWS.huawei.com MBLWS.huawei.com soap wamp v10.stomp v11.stomp v12.stomp stomp ocpp1.2"
              + " ocpp1.5 ocpp1.6 ocpp2.0 ocpp2.0.1 ocpp2.1 rfb sip wpcp rwpcp amqp mqtt mqttv3.1"
              + " jsflow xmpp xmpp-framing ship MieleCloudConnect v10.pcp.sap.com msrp"
              + " v1.saltyrtc.org TLCP-2.0.0.lightstreamer.com bfcp sldp.softvelum.com"
              + " opcua+uacp opcua+uajson v1.swindon-lattice+json v1.usp coap"
              + " webrtc.softvelum.com cobra.v2.json drp hub.bsc.bacnet.org dc.bsc.bacnet.org"
              + " jmap t140 done wamp.2.json wamp.2.msgpack wamp.2.cbor graphql-ws"
              + " graphql-transport-ws actioncable-v1-json actioncable-unsupported binary base64"
              + " chat superchat echo echo-protocol jsonrpc json json-v1 msgpack xml text"
              + " janus-protocol janus-admin-protocol protoo lws-mirror-protocol vite-hmr vite-ping"
              + " channel.k8s.io base64.channel.k8s.io v2.channel.k8s.io v3.channel.k8s.io"
              + " v4.channel.k8s.io v5.channel.k8s.io bearer authorization access_token jwt token"
              + " parley.1.json parley.text echo.parley");

  private static final Predicate<String> VERSION_OF_PRODUCT =
      matching("(?=.{1,16}$)v?[0-9]{1,5}([._][0-9]{1,5}){0,4}");
  private static final Predicate<String> PRODUCT =
      oneOf(
          "Mozilla AppleWebKit Gecko KHTML like Chrome Chromium HeadlessChrome Safari Firefox Edg"
              + " EdgA EdgiOS Edge OPR Opera CriOS FxiOS SamsungBrowser Version Mobile Trident MSIE"
              + " compatible X11 Linux x86_64 i686 aarch64 armv7l Android Ubuntu Fedora CrOS Windows"
              + " NT Win64 WOW64 x64 Macintosh Intel Mac OS X iPhone iPad iPod CPU U rv Electron"
              + " curl Wget libcurl node undici ws axios Python-urllib Python python-requests"
              + " aiohttp websockets websocket-client Tornado Go-http-client Java Java-http-client"
              + " Jetty Apache-HttpClient okhttp Tyrus Netty ReactorNetty Vert.x Dart Ruby PHP Perl"
              + " Mojolicious Swift CFNetwork Darwin PostmanRuntime insomnia HTTPie autobahn"
              + " AutobahnPython libwebsockets parley probe parley-probe Parley");

  private FieldVocabulary() {}

  /** Whether a word is like {@code Chrome/120.0.0.0}, or one half of it. */
  static boolean isProduct(String word) {
    int slash = word.indexOf('/');
    return slash < 0
        ? PRODUCT.test(word) || VERSION_OF_PRODUCT.test(word)
        : PRODUCT.test(word.substring(0, slash))
            && VERSION_OF_PRODUCT.test(word.substring(slash + 1));
  }

  static Predicate<String> digits(int most) {
    return matching("[0-9]{1," + most + "}");
  }

  /** {@code qvalue} (RFC 9110 12.4.2). */
  private static Predicate<String> weight() {
    return matching("[01](\\.[0-9]{0,3})?");
  }

  private static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  /** Matches the word that nearly all clients send, before a pattern that costs more. */
  private static Predicate<String> usually(String word) {
    return word::equals;
  }

  /** Matches one of these words, ignoring case. */
  private static Predicate<String> oneOf(String words) {
    Set<String> known = Set.copyOf(List.of(words.toLowerCase(Locale.ROOT).split(" ")));
    return word -> word.length() < 64 && known.contains(word.toLowerCase(Locale.ROOT));
  }
}

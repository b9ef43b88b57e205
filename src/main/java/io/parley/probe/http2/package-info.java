/**
 * Knows how to ask any server for WebSockets over HTTP/2 (RFC 8441), frame by frame, and how to
 * judge what it sends. Frames are written and read here, because wrong ones have to be sent, too;
 * the header compression of responses is Jetty's.
 */
package io.parley.probe.http2;

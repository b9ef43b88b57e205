/** Knows how a server of WebSockets over HTTP/2 is right, and how to break one rule of it. */
package io.parley.probe.http2.strict;

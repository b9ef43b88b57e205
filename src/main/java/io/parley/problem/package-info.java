/** Knows how a refusal (RFC 9457) and an explained handshake are written as JSON. */
package io.parley.problem;

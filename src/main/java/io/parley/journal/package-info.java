/**
 * Knows the recent handshakes, explained and without their secrets: each request and its response.
 */
package io.parley.journal;

/** Knows what the standards demand of the server's side of an opening handshake, case by case. */
package io.parley.probe.section;

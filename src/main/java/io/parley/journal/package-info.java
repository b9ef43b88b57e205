/** Knows the recent handshakes, explained and without their secrets: what each asked and got. */
package io.parley.journal;

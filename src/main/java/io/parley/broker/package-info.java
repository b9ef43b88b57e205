/**
 * Knows what every broker needs: how stored messages reach senders and listeners, how much may be
 * pending, and which messages one read returns.
 */
package io.parley.broker;

/** Knows what every broker needs: how messages reach a listener, and which messages one read returns. */
package io.parley.broker;

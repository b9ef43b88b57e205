/** Knows what every broker needs: how messages reach a listener, and how much one read returns. */
package io.parley.broker;

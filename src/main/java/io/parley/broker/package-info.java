/** Knows what every broker needs: how a listener is told, and how much one read returns. */
package io.parley.broker;

/** Knows how a failure is logged without the words of a peer. */
package io.parley.logging;

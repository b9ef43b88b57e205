/** Knows how the messages of a room are kept in memory. */
package io.parley.broker.memory;

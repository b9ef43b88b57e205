/** Knows how the messages of rooms are kept in memory, and what is forgotten first. */
package io.parley.broker.memory;

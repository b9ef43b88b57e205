/** Knows how to start other WebSocket servers, each in a process of its own, and to compare them. */
package io.parley.league;

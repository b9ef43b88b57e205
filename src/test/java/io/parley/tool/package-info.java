/** Knows what several tests need: a server around the endpoints, a client that speaks bytes. */
package io.parley.tool;

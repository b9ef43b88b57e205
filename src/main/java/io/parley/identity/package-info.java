/** Knows how a client proves who it is with a bearer token or a ticket. */
package io.parley.identity;

/** Runs real clients against the server, each in a process of its own. */
package io.parley.clients;

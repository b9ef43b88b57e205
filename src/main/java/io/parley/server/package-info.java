/**
 * Knows the embedded Jetty and its life cycle: it opens the ports, runs the WAR and stops in time.
 */
package io.parley.server;

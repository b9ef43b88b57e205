/** Knows the embedded Jetty and its life cycle. */
package io.parley.server;

/**
 * Measures the whole server from outside, beside a bare Jetty endpoint that keeps, orders and
 * acknowledges nothing; nothing here is a test.
 */
package io.parley.load;

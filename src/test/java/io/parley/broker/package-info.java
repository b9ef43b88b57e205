/** Knows what every broker promises. */
package io.parley.broker;

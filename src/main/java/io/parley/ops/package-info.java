/** Knows what monitoring reads: counters in Prometheus' format, and health. */
package io.parley.ops;

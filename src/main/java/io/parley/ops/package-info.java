/** Knows what a machine watches: counters in Prometheus' form, and health. */
package io.parley.ops;

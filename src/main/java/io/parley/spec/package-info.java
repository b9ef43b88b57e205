/** Knows the clauses of the standards that Parley follows, and nothing of how it follows them. */
package io.parley.spec;

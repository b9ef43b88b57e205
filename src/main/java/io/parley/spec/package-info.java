/**
 * Knows the clauses of the standards that Parley is held to, and nothing of what it does about
 * them.
 */
package io.parley.spec;

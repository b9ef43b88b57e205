/** Knows how a refusal is written as JSON (RFC 9457). */
package io.parley.problem;

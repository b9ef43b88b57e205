/** Knows the grammar and the values of HTTP fields. */
package io.parley.http;

/** Knows how the documents become HTML. */
package io.parley.document;

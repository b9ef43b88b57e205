/** Knows how certificates and keys stand in PEM form, and nothing of what they are for. */
package io.parley.pem;

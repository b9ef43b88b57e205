/** Reads certificates and keys in PEM form, for the server and the prober alike. */
package io.parley.pem;

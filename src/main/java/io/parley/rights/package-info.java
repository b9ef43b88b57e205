/** Knows the file of rights: its grammar and its bounds. */
package io.parley.rights;

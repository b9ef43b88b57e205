/** Knows how Parley is started by hand: the launcher, the command line and the exit codes. */
package io.parley;

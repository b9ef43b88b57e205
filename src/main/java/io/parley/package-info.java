/** Knows the command line and the exit codes. */
package io.parley;

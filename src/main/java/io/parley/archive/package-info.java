/** Knows how the classes and files of a WAR are read, held in memory and loaded. */
package io.parley.archive;

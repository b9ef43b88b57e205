/** Knows how the classes and files of a WAR are held in memory and loaded from there. */
package io.parley.archive;

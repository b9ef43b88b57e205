/** Knows the options: their names, their defaults, their sources and their valid values. */
package io.parley.settings;

/** Knows the options: their names, their defaults and where they come from. */
package io.parley.settings;

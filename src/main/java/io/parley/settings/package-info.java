/**
 * Knows the options: their names, their defaults, where they come from and which values are good.
 */
package io.parley.settings;

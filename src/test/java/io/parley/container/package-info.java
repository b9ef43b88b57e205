/** Knows the containers on which the WAR is tried, and what each of them does otherwise. */
package io.parley.container;

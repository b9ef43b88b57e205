/** Knows how the parts of the web application are assembled. */
package io.parley.app;

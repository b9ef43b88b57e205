/** Knows how the parts of the web application are put together. */
package io.parley.app;

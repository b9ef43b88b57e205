/** Knows how the pages are served: their fields, their languages and what is not to be found. */
package io.parley.page;

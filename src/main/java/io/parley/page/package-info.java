/** Knows how the pages are served: which fields they carry and what is not to be found. */
package io.parley.page;

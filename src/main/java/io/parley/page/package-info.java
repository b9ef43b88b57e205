/** Knows how the pages are served: which headers they carry and which paths answer 404. */
package io.parley.page;

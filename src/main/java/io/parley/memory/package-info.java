/** Knows how many bytes of the process its peers make it hold, and who goes where they are many. */
package io.parley.memory;

/** Knows how many bytes peers make the process hold, and which peers are evicted above a limit. */
package io.parley.memory;

/**
 * Measures whole servers from outside: a load generator, the processes that it loads, and the page
 * of what they cost. Only its checks are tests, never its figures.
 */
package io.parley.load;

/** Knows the threads that do the application's own work, and whether each of them still does. */
package io.parley.worker;

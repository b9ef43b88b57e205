/** Knows the threads of the application's own work, and whether each still works. */
package io.parley.worker;

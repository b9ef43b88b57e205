/** Knows how a servlet container is led to the decision that the rules made. */
package io.parley.guard;

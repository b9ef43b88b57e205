/** Knows how a servlet container applies the decision of the rules. */
package io.parley.guard;

/** Knows how a test starts Parley and speaks to it. */
package io.parley.tool;

/** Knows that the league of clients, whose sources are apart, still fits the code. */
package io.parley.clientleague;

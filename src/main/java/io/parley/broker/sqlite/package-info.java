/** Knows how the messages of rooms are kept in an SQLite file, and what is deleted first. */
package io.parley.broker.sqlite;

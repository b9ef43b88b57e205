/** Knows rooms, their members and the order of their messages. */
package io.parley.chat;

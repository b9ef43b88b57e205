/**
 * Knows how to find out why a client does not get through to a WebSocket server: it takes each step
 * that a browser takes, from the name to the last message, and says at the first that fails who is
 * to blame and what to change.
 *
 * <p>What a peer sends is hostile: it is bounded where it is read, escaped and cut where it is
 * shown. The client's secrets are taken out of it before.
 */
package io.parley.doctor;

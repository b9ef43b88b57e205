/**
 * Attacks the built WAR as strangers could, and measures what members of another room feel. It is
 * independent of Parley's own classes: raw sockets, own frames.
 */
package io.parley.attack;

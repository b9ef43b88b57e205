/**
 * Knows how rooms are kept in Redis: the connections to it, the scripts that it runs, and what its
 * answers mean. Nothing that comes from Redis is trusted.
 */
package io.parley.broker.redis;

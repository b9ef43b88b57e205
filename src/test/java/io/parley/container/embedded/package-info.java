/**
 * Knows how a container is started inside the test's JVM. Its classes are loaded by {@link
 * io.parley.container.Isolated}, with one container's jars and nothing else.
 */
package io.parley.container.embedded;

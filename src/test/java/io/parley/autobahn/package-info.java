/** Holds Parley's echo endpoint against the Autobahn test suite. */
package io.parley.autobahn;

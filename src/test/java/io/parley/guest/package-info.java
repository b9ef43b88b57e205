/** Tests the guard as a guest has it: a jar in a web application that is not Parley's. */
package io.parley.guest;

/** Logins that tests add to copies of the WAR. */
package io.parley.container.login;

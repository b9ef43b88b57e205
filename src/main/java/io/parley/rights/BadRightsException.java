package io.parley.rights;

/** A file is no file of rights. The message names the place in it, and what is expected there. */
public final class BadRightsException extends Exception {
  private static final long serialVersionUID = 1;

  BadRightsException(String message) {
    super(message, null, false, false);
  }
}

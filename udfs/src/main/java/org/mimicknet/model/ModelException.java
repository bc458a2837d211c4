package org.mimicknet.model;

/**
 * A model file or bundle that cannot be used. The message names the file, what is wrong with it and
 * what to do; no stack trace is needed to understand it.
 */
public final class ModelException extends RuntimeException {
  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}

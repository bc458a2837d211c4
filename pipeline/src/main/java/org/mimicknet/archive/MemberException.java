package org.mimicknet.archive;

/**
 * Why one member of an archive cannot be read: a reason code for the table and a sentence for a
 * reader. The message must not hold anything that the file says of a patient.
 */
public final class MemberException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public MemberException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public MemberException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

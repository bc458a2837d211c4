package org.mimicknet.format;

/** Numbers of a file in the order in which they lie there, real or complex. */
public interface Samples {
  int size();

  double real(int index);

  /** Zero where the numbers are real. */
  double imaginary(int index);
}

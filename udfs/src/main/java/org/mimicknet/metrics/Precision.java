package org.mimicknet.metrics;

/** The arithmetic of the SSIM windows. All other metrics are always computed in double. */
public enum Precision {
  /** For stored metrics: exact to about 1e-13. */
  DOUBLE,
  /** Half the scratch memory and somewhat faster; within 1e-5 of the double value. */
  FLOAT
}

package org.mimicknet.training.data;

/** Whether the training sees which clinical image belongs to which DAS image. */
public enum Pairing {
  /** Both images of a frame together. */
  PAIRED,
  /** DAS images of some studies and clinical images of others. */
  UNPAIRED
}

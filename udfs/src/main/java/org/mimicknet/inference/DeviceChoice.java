package org.mimicknet.inference;

/** Where the user wants the network to run. */
public enum DeviceChoice {
  /** The GPU if the runtime can use one, else the CPU. */
  AUTO,
  CPU,
  GPU
}

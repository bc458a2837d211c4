package org.mimicknet.inference;

/** Which engine the user wants. */
public enum EngineChoice {
  /** The fastest one that runs here. */
  AUTO,
  /** ONNX Runtime: CPU or CUDA. */
  ONNX
}

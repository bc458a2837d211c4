/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.graph;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.FloatBuffer;
import java.util.List;
import org.mimicknet.Internal;

/**
 * The native memory of one training step or one validation image: everything made from its tensors
 * is freed when it closes.
 */
@Internal
public final class Step implements AutoCloseable {
  private final NDManager manager;

  /** Opens a step on a device. */
  public Step(Device device) {
    this.manager = Torch.engine().newBaseManager(device);
  }

  /** A batch of images with one channel: {@code [images, 1, height, width]}. */
  public NDArray images(float[] pixels, int images, int height, int width) {
    return tensor(pixels, new Shape(images, 1, height, width));
  }

  NDArray tensor(float[] values, Shape shape) {
    return manager.create(FloatBuffer.wrap(values), shape, DataType.FLOAT32);
  }

  /** Parameters that no gradient is wanted for. */
  public List<NDArray> constants(Parameters parameters) {
    return parameters.tensors().stream()
        .map(tensor -> tensor(tensor.values(), tensor.shape()))
        .toList();
  }

  /** Parameters to differentiate by. */
  public List<NDArray> variables(Parameters parameters) {
    List<NDArray> variables = constants(parameters);
    variables.forEach(variable -> variable.setRequiresGradient(true));
    return variables;
  }

  /** Makes the graph of a loss. */
  @FunctionalInterface
  public interface Forward {
    /** The loss: one number. */
    NDArray loss();
  }

  /**
   * Runs a graph forth and back; afterwards {@link #gradients} has what it gave to the variables.
   *
   * @return the loss
   */
  public double backward(Forward forward) {
    Torch.gradients().lock();
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      NDArray loss = forward.loss();
      collector.backward(loss);
      return loss.toType(DataType.FLOAT64, false).toDoubleArray()[0];
    } finally {
      Torch.gradients().unlock();
    }
  }

  /** The gradients of variables, in their order; zeros where the loss does not depend on one. */
  public static List<float[]> gradients(List<NDArray> variables) {
    return variables.stream().map(variable -> variable.getGradient().toFloatArray()).toList();
  }

  @Override
  public void close() {
    manager.close();
  }
}

/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the network of a Keras 2 file: the graph from the attribute {@code model_config}, the
 * weights from the groups below {@code model_weights}. No Python is needed.
 *
 * <p>Supported are graphs of Input, Conv2D, DepthwiseConv2D, SeparableConv2D, Conv2DTranspose,
 * MaxPooling2D, LeakyReLU, ReLU, Activation and Concatenate as {@link Layer} describes them, and
 * the published models that pad and crop inside: there, the inner network is what is read, and its
 * padding rule is {@code keras-reflect-end} (docs/SCIENCE.md section 3). Anything else is refused.
 */
public final class KerasImport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private KerasImport() {}

  /**
   * The network of a {@code .h5} file.
   *
   * @throws ModelException if the file is not a Keras model of supported layers; the message names
   *     the file, the layer and its class
   */
  public static Network read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "Cannot import %s: there is no such file; give the .h5 file of a Keras model"
              .formatted(file));
    }
    try (HdfFile hdf = new HdfFile(file)) {
      return network(hdf);
    } catch (ModelException e) {
      throw new ModelException("Cannot import %s: %s".formatted(file, e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new ModelException(
          "Cannot import %s: it is not a readable HDF5 file (%s); give the .h5 file of a Keras model"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static Network network(HdfFile hdf) {
    Group weights = group(hdf, "model_weights");
    KerasPadding.Unwrapped model = KerasPadding.unwrap(config(hdf));
    if (model.nestedName().isPresent()) {
      weights = group(weights, model.nestedName().get());
    }
    try {
      return new KerasGraph(model.config(), new KerasWeights(weights)).network();
    } catch (IllegalArgumentException e) {
      throw new ModelException(e.getMessage(), e);
    }
  }

  private static JsonNode config(HdfFile hdf) {
    Attribute attribute = hdf.getAttribute("model_config");
    if (attribute == null || !(attribute.getData() instanceof String text)) {
      throw new ModelException(
          "it has no attribute model_config, so it holds weights without their graph; save the whole model in Keras with model.save");
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ModelException("its model_config is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Group group(Group parent, String name) {
    Node node = parent.getChild(name);
    if (!(node instanceof Group group)) {
      throw new ModelException("it has no group %s with weights".formatted(name));
    }
    return group;
  }
}

/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerasRefusalTest {
  private static final String CONV =
      "{'kernel_size': [3, 3], 'filters': 1, 'strides': [1, 1], 'padding': 'same', 'dilation_rate': [1, 1], 'data_format': 'channels_last', 'use_bias': true, 'activation': 'linear'}";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "'strides': [1, 1]|'strides': [2, 2]|strides is [2,2], supported is [1,1]",
        "'dilation_rate': [1, 1]|'dilation_rate': [2, 1]|dilation_rate is [2,1], supported is [1,1]",
        "'padding': 'same'|'padding': 'valid'|padding is \"valid\", supported is \"same\"",
        "channels_last|channels_first|data_format is \"channels_first\", supported is \"channels_last\"",
        "linear|tanh|activation is \"tanh\", supported is \"linear\" or \"relu\" or null",
        "'use_bias': true|'groups': 2|groups is 2, supported is 1",
        "'filters': 1|'filters': -1|filters is -1, a count from 1 to 4096 is needed",
        "'filters': 1|'filters': 5|its kernel has the dimensions [3, 3, 1, 1], [3, 3, any, 5] are needed",
        "[3, 3]|[2, 3]|kernel_size is [2, 3], supported are odd sides",
        "[3, 3]|3|kernel_size is 3, two counts are needed"
      })
  void aSettingThatIsNotSupportedIsNamedWithItsLayer(String good, String bad, String reason) {
    assertThatThrownBy(() -> importConvolution(CONV.replace(good, bad)))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Cannot import %s: layer encoder_1 (Conv2D): %s"
                .formatted(folder.resolve("model.h5"), reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "BatchNormalization|{}|this layer is not supported",
        "Dropout|{'rate': 0.5}|this layer is not supported",
        "MaxPooling2D|{'pool_size': [3, 3]}|pool_size is [3,3], supported is [2,2]",
        "ReLU|{'max_value': 6.0}|max_value is 6.0, supported is null",
        "ReLU|{'threshold': 0.5}|threshold is 0.5, supported is 0.0",
        "LeakyReLU|{}|alpha is missing, a number is needed",
        "Activation|{'activation': 'sigmoid'}|activation is \"sigmoid\", supported is \"linear\" or \"relu\" or null",
        "Conv2DTranspose|{'kernel_size': [3, 3]}|kernel_size is [3,3], supported is [2,2]",
        "Conv2DTranspose|{'strides': [1, 1]}|strides is [1,1], supported is [2,2]",
        "Concatenate|{'axis': 1}|axis is 1, supported is -1 or 3",
        "DepthwiseConv2D|{'kernel_size': [3, 3], 'depth_multiplier': 2}|depth_multiplier is 2, supported is 1",
        "SeparableConv2D|{'kernel_size': [3, 3], 'filters': 1, 'depth_multiplier': 2}|depth_multiplier is 2, supported is 1",
        "Conv2D|{'kernel_size': [3, 3], 'filters': 1}|the file has 0 arrays named kernel for it, 1 is needed",
        "Lambda|{'function': ['aGVsbG8=', null, null]}|its Python function is unknown; supported are custom_pad and custom_depad of the published models"
      })
  void aLayerThatIsNotSupportedIsNamedWithItsClass(String className, String config, String reason) {
    KerasFile file =
        new KerasFile()
            .conv("first", 3, 1, 1, "relu", "input_1")
            .layer(className, "odd_one", config, "first")
            .output("odd_one");

    assertThatThrownBy(() -> KerasImport.read(file.write(folder)))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Cannot import %s: layer odd_one (%s): %s"
                .formatted(folder.resolve("model.h5"), className, reason));
  }

  @Test
  void aKnownLambdaInAnotherPlaceIsRefused() {
    String code = (char) 10 + "custom_pad" + (char) 7 + "REFLECT" + (char) 16 + "\0\0\0";
    String function =
        Base64.getEncoder().encodeToString(code.getBytes(StandardCharsets.ISO_8859_1));
    KerasFile file =
        new KerasFile()
            .layer(
                "Lambda", "pad", "{'function': ['%s', null, null]}".formatted(function), "input_1")
            .output("pad");

    assertThatThrownBy(() -> KerasImport.read(file.write(folder)))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("layer pad (Lambda): this layer is not supported");
  }

  @Test
  void channelsThatDoNotFitAreRefused() {
    KerasFile file =
        new KerasFile()
            .conv("first", 3, 1, 4, "relu", "input_1")
            .conv("second", 3, 8, 1, "linear", "first")
            .output("second");

    assertThatThrownBy(() -> KerasImport.read(file.write(folder)))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith(
            "node second does not fit, its kernel reads 8 channels, its input has 4");
  }

  @Test
  void aResultOfSeveralChannelsIsRefused() {
    KerasFile file = new KerasFile().conv("first", 3, 1, 4, "relu", "input_1").output("first");

    assertThatThrownBy(() -> KerasImport.read(file.write(folder)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("its result has 4 channels at 1/1 of the image's size");
  }

  @Test
  void aCycleIsRefused() {
    KerasFile file =
        new KerasFile()
            .conv("first", 3, 1, 1, "linear", "second")
            .conv("second", 3, 1, 1, "linear", "first")
            .output("second");

    assertThatThrownBy(() -> KerasImport.read(file.write(folder)))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("layer second (Conv2D): the graph has a cycle here");
  }

  @Test
  void aCallThatTheGraphLacksIsRefused() {
    KerasFile file = new KerasFile().conv("first", 3, 1, 1, "linear", "input_1").output("first", 1);

    assertThatThrownBy(() -> KerasImport.read(file.write(folder)))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("layer first (Conv2D): the graph has no call 1 of it");
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    KerasFile file =
        new KerasFile()
            .conv("first", 3, 1, 1, "linear", "input_1")
            .put("first", "bias:0", new float[] {Float.NaN})
            .output("first");

    assertThatThrownBy(() -> KerasImport.read(file.write(folder)))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("layer first (Conv2D): its bias holds NaN: the model is damaged");
  }

  @Test
  void weightsOfAnotherTypeAreRefused() {
    KerasFile file =
        new KerasFile()
            .conv("first", 3, 1, 1, "linear", "input_1")
            .put("first", "bias:0", new double[] {0.5})
            .output("first");

    assertThatThrownBy(() -> KerasImport.read(file.write(folder)))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("its bias holds double values, float32 is needed");
  }

  @Test
  void aSequentialModelIsRefused() {
    KerasFile file = new KerasFile().className("Sequential").output("input_1");
    file.bias("input_1", 1);

    assertThatThrownBy(() -> KerasImport.read(file.write(folder)))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("it is a Sequential, a functional Keras Model is needed");
  }

  @Test
  void aFileThatIsNotHdf5IsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.h5"), "not a model");

    assertThatThrownBy(() -> KerasImport.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("Cannot import %s: it is not a readable HDF5 file".formatted(file))
        .hasMessageEndingWith("give the .h5 file of a Keras model");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThatThrownBy(() -> KerasImport.read(folder.resolve("none.h5")))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Cannot import %s: there is no such file; give the .h5 file of a Keras model"
                .formatted(folder.resolve("none.h5")));
  }

  private void importConvolution(String config) {
    KerasFile file =
        new KerasFile()
            .layer("Conv2D", "encoder_1", config, "input_1")
            .weights("encoder_1", "kernel:0", 3, 3, 1, 1)
            .bias("encoder_1", 1)
            .output("encoder_1");
    KerasImport.read(file.write(folder));
  }
}

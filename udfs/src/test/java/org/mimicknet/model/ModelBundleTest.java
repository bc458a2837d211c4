/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mimicknet.signal.Clip;

class ModelBundleTest {
  private static final PixelSettings CLIPPED =
      new PixelSettings(new Clip.AtDb(-80), "min-max", "keras-reflect-end");

  @TempDir Path folder;
  private Network network;

  @BeforeEach
  void importNetwork() {
    network =
        KerasImport.read(
            new KerasFile()
                .conv("first", 3, 1, 1, "linear", "input_1")
                .output("first")
                .write(folder));
  }

  @Test
  void comesBackFromItsFolder() {
    Path target = folder.resolve("bundle");
    ModelBundle bundle = bundle("small", CLIPPED);

    bundle.write(target);

    assertSame(ModelBundle.read(target), bundle);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("model.h5", "bundle");
    assertThat(target.toFile().list()).containsExactlyInAnyOrder("model.onnx", "model.json");
  }

  @Test
  void comesBackFromAHadoopLocation() {
    Path target = folder.resolve("bundle");
    ModelBundle bundle = bundle("small", CLIPPED);
    bundle.write(target);

    assertSame(ModelBundle.read(target.toUri().toString(), new Configuration()), bundle);
  }

  @Test
  void survivesJavaSerialisation() throws Exception {
    ModelBundle bundle = bundle("small", CLIPPED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(bundle);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertSame((ModelBundle) in.readObject(), bundle);
    }
  }

  @Test
  void survivesTheKryoSerialisationOfSpark() {
    ModelBundle bundle = bundle("small", CLIPPED);
    var kryo = new KryoSerializer(new SparkConf(false)).newKryo();
    Output out = new Output(1024, -1);
    kryo.writeClassAndObject(out, bundle);

    assertSame((ModelBundle) kryo.readClassAndObject(new Input(out.toBytes())), bundle);
  }

  @Test
  void idsSayWhatChangesAPixel() {
    ModelBundle bundle = bundle("small", CLIPPED);

    assertThat(bundle.modelId()).isEqualTo("small-" + bundle.sha256().substring(0, 12));
    assertThat(bundle.preprocessingId()).isEqualTo("clip-80_min-max_keras-reflect-end");
    assertThat(new PixelSettings(new Clip.AtDb(-62.5), "min-max", "minimal").id())
        .isEqualTo("clip-62.5_min-max_minimal");
    assertThat(new PixelSettings(new Clip.None(), "min-max", "minimal").id())
        .isEqualTo("noclip_min-max_minimal");
  }

  @Test
  void theHashIsThatOfTheFile() throws Exception {
    Path target = folder.resolve("bundle");
    bundle("small", CLIPPED).write(target);

    Process sha256sum =
        new ProcessBuilder("sha256sum", target.resolve("model.onnx").toString()).start();
    String independent =
        new String(sha256sum.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(ModelBundle.read(target).sha256()).isEqualTo(independent.substring(0, 64));
  }

  @Test
  void aChangedOnnxFileIsRefusedWithBothHashes() throws IOException {
    Path target = folder.resolve("bundle");
    ModelBundle bundle = bundle("small", CLIPPED);
    bundle.write(target);
    Files.write(target.resolve("model.onnx"), new byte[0]);

    assertThatThrownBy(() -> ModelBundle.read(target))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Cannot read the model %s: model.onnx has the SHA-256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855, model.json says %s: one of them was changed or damaged; import the model again"
                .formatted(target, bundle.sha256()));
  }

  @Test
  void writingTheSameAgainTouchesNothing() throws IOException {
    Path target = folder.resolve("bundle");
    bundle("small", CLIPPED).write(target);
    FileTime early = FileTime.fromMillis(0);
    Files.setLastModifiedTime(target.resolve("model.onnx"), early);

    bundle("small", CLIPPED).write(target);

    assertThat(Files.getLastModifiedTime(target.resolve("model.onnx"))).isEqualTo(early);
  }

  @Test
  void writingOverAnotherModelIsRefused() {
    Path target = folder.resolve("bundle");
    ModelBundle present = bundle("small", CLIPPED);
    present.write(target);
    ModelBundle other = bundle("small", new PixelSettings(new Clip.None(), "min-max", "minimal"));

    assertThatThrownBy(() -> other.write(target))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Cannot write the model %s (noclip_min-max_minimal) to %s: the model %s (clip-80_min-max_keras-reflect-end) is there, with another network or another model.json; give a new folder"
                .formatted(other.modelId(), target, present.modelId()));
    assertSame(ModelBundle.read(target), present);
  }

  @Test
  void writingOverAnythingElseIsRefused() {
    assertThatThrownBy(() -> bundle("small", CLIPPED).write(folder))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(
            "to %s: something else is there; give a new folder".formatted(folder));
  }

  @Test
  void aMissingSettingIsRefused() throws IOException {
    Path target = folder.resolve("bundle");
    bundle("small", CLIPPED).write(target);
    Path json = target.resolve("model.json");
    Files.writeString(json, Files.readString(json).replace("clip_db", "clipdb"));

    assertThatThrownBy(() -> ModelBundle.read(target))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Cannot read the model %s: clip_db in model.json is missing, a number or null is needed"
                .formatted(target));
  }

  @Test
  void aFolderWithoutAModelIsRefused() {
    assertThatThrownBy(() -> ModelBundle.read(folder))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Cannot read the model %s: it has no file model.json; give a folder that import-model or train wrote"
                .formatted(folder));
    assertThatThrownBy(() -> ModelBundle.read(folder.toUri().toString(), new Configuration()))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith(
            "it has no files model.json and model.onnx; give a folder that import-model or train wrote");
  }

  @Test
  void aNameThatCannotStandInAnIdIsRefused() {
    assertThatThrownBy(() -> bundle("../small", CLIPPED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot name a model ../small");
  }

  private ModelBundle bundle(String name, PixelSettings pixels) {
    ModelCard card =
        new ModelCard(
            name,
            "a test",
            "Apache-2.0",
            pixels,
            Map.of("phantoms", 12),
            Map.of("ssim", 0.94, "by_scanner", Map.of("a", List.of(1, 2))));
    return ModelBundle.of(card, network);
  }

  private void assertSame(ModelBundle found, ModelBundle expected) {
    assertThat(found.card()).isEqualTo(expected.card());
    assertThat(found.modelId()).isEqualTo(expected.modelId());
    assertThat(found.parameters()).isEqualTo(10);
    assertThat(found.network()).isEqualTo(network);
  }
}

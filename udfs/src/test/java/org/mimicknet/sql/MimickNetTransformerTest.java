/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.image.Image;
import org.mimicknet.inference.TestModels;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.reference.Golden;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class MimickNetTransformerTest {
  private static final StructType FRAME =
      new StructType()
          .add("name", DataTypes.StringType)
          .add("das", DataTypes.BinaryType)
          .add("clinical", DataTypes.BinaryType)
          .add("height", DataTypes.IntegerType)
          .add("width", DataTypes.IntegerType);

  private static final int HEIGHT = 64;
  private static final int WIDTH = 48;
  private static final JsonNode METRICS = Golden.SHIPPED.json("metrics_frame.json");

  @TempDir static Path folder;
  private static String model;

  @BeforeAll
  static void writeTheShippedModel() {
    model = written("shipped", ModelBundle.shipped());
  }

  private static String written(String name, ModelBundle bundle) {
    Path target = folder.resolve(name);
    bundle.write(target);
    return target.toUri().toString();
  }

  @Test
  void enhancesAndComparesAFrameAndKeepsItsColumns() {
    Row row = transformed(frame()).first();

    Row enhanced = row.getAs("enhanced");
    JsonNode expected = METRICS.get("output");
    assertThat(row.<String>getAs("name")).isEqualTo("frame");
    assertThat(enhanced.<String>getAs("status")).isEqualTo("ok");
    assertThat(enhanced.<Double>getAs("ssim"))
        .isCloseTo(expected.get("ssim").asDouble(), within(1e-5));
    assertThat(enhanced.<Double>getAs("das_ssim"))
        .isCloseTo(METRICS.at("/das/ssim").asDouble(), within(1e-5));
    assertThat(enhanced.<String>getAs("device")).isEqualTo("cpu");
    Image output = Image.fromBytes(enhanced.getAs("output"), HEIGHT, WIDTH);
    assertThat(output.pixels())
        .containsExactly(Golden.SHIPPED.output("mimicknet-sim", "frame").pixels(), within(5e-6f));
  }

  @Test
  @NeedsSharedData("the published weights and metrics")
  void thePublishedFrameHasThePublishedMetrics() {
    String headline = "mimicknet_1568473738-210304";
    String published = written("headline", TestModels.published(headline));

    Row enhanced =
        new MimickNetTransformer()
            .setModelUrl(published)
            .transform(phantom())
            .first()
            .getAs("enhanced");

    assertThat(enhanced.<Double>getAs("ssim")).isCloseTo(0.916935726, within(2e-6));
    assertThat(enhanced.<Double>getAs("das_ssim")).isCloseTo(0.573398803, within(2e-6));
    Image output = Image.fromBytes(enhanced.getAs("output"), 736, 160);
    Image expected = Golden.PUBLISHED.output(headline, "phantom_clip80");
    assertThat(output.pixels()).containsExactly(expected.pixels(), within(5e-6f));
  }

  @Test
  void theSqlFunctionGivesTheSamePixels() {
    frame().createOrReplaceTempView("shipped_frame");

    byte[] pixels =
        LocalSpark.SESSION
            .sql("SELECT mimicknet(das, height, width, '%s') FROM shipped_frame".formatted(model))
            .first()
            .getAs(0);

    Row enhanced = transformed(frame()).first().getAs("enhanced");
    assertThat(pixels).isEqualTo(enhanced.<byte[]>getAs("output"));
  }

  @Test
  void aFrameWithoutAScannersImageIsEnhancedAndHasNoMetrics() {
    Row whole = frame().first();
    Row frame = RowFactory.create("das only", whole.getAs("das"), null, HEIGHT, WIDTH);

    Row enhanced =
        transformed(LocalSpark.SESSION.createDataFrame(List.of(frame), FRAME))
            .first()
            .getAs("enhanced");

    assertThat(enhanced.<String>getAs("status")).isEqualTo("ok");
    assertThat(enhanced.<byte[]>getAs("output")).hasSize(4 * HEIGHT * WIDTH);
    assertThat(enhanced.isNullAt(enhanced.fieldIndex("ssim"))).isTrue();
  }

  @Test
  void framesThatCannotBeEnhancedGetAReasonAndTheOthersGoOn() {
    float[] ramp = new float[16 * 16];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = 1 + i;
    }
    float[] broken = ramp.clone();
    broken[7] = Float.NaN;
    float[] flat = new float[17 * 17];
    Arrays.fill(flat, 3);
    List<Row> frames =
        List.of(
            frame("16 x 16", ramp, 16, 16),
            frame("constant", flat, 17, 17),
            frame("nan", broken, 16, 16),
            frame().first());

    List<String> rows =
        transformed(LocalSpark.SESSION.createDataFrame(frames, FRAME))
            .selectExpr("concat_ws(': ', name, enhanced.status)")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrder(
            "16 x 16: too_small", "constant: constant_image", "nan: non_finite", "frame: ok");
  }

  @Test
  void aMissingColumnIsNamed() {
    assertThatThrownBy(() -> transformed(frame().drop("height")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot enhance: there is no column height; the columns are name, das, clinical,"
                + " width");
  }

  @Test
  void anUnknownDeviceIsNamed() {
    MimickNetTransformer transformer =
        new MimickNetTransformer().setModelUrl(model).setDevice("tpu");

    assertThatThrownBy(() -> transformer.transform(frame()))
        .hasMessage("Cannot run on the device 'tpu': it is auto, cpu or gpu");
  }

  @Test
  void anUnknownEngineIsNamed() {
    MimickNetTransformer transformer =
        new MimickNetTransformer().setModelUrl(model).setEngine("tensorflow");

    assertThatThrownBy(() -> transformer.transform(frame()))
        .hasMessage("Cannot run the engine 'tensorflow': it is auto, onnx or vector");
  }

  @ParameterizedTest
  @CsvSource({"onnx, onnxruntime", "vector, vector", "auto, vector"})
  void theEngineIsInTheProvenance(String engine, String provider) {
    MimickNetTransformer transformer =
        new MimickNetTransformer().setModelUrl(model).setEngine(engine);

    Row enhanced = transformer.transform(frame()).first().getAs("enhanced");

    assertThat(enhanced.<String>getAs("provider")).isEqualTo(provider);
    assertThat(enhanced.<Double>getAs("ssim"))
        .isCloseTo(METRICS.at("/output/ssim").asDouble(), within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "vector"})
  void batchesOfMixedSizesGiveTheRowsOfSingleFramesInTheirOrder(String engine) {
    List<Row> frames = new ArrayList<>();
    int[][] sizes = {{33, 20}, {40, 25}, {17, 17}, {35, 31}, {16, 16}, {36, 30}, {49, 17}};
    for (int[] size : sizes) {
      float[] pixels = new float[size[0] * size[1]];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = 1 + i * 7919 % 251;
      }
      frames.add(frame(size[0] + " x " + size[1], pixels, size[0], size[1]));
    }
    frames.add(3, RowFactory.create("no das", null, null, 16, 16));
    Dataset<Row> table = LocalSpark.SESSION.createDataFrame(frames, FRAME).coalesce(1);
    MimickNetTransformer transformer =
        new MimickNetTransformer().setModelUrl(model).setEngine(engine);

    List<Row> single = results(transformer.transform(table));
    List<Row> batched =
        results(transformer.copy(ParamMap.empty()).setBatchSize(5).transform(table));

    assertThat(batched).hasSize(8);
    for (int i = 0; i < single.size(); i++) {
      assertThat(batched.get(i).getString(0)).isEqualTo(single.get(i).getString(0));
      assertThat(batched.get(i).getString(1)).isEqualTo(single.get(i).getString(1));
      assertThat(pixels(batched.get(i))).containsExactly(pixels(single.get(i)), within(2e-6f));
    }
  }

  private static List<Row> results(Dataset<Row> transformed) {
    return transformed
        .select("name", "enhanced.status", "enhanced.output", "height", "width")
        .collectAsList();
  }

  private static float[] pixels(Row row) {
    return row.isNullAt(2)
        ? new float[0]
        : Image.fromBytes(row.getAs(2), row.getInt(3), row.getInt(4)).pixels();
  }

  private static Dataset<Row> transformed(Dataset<Row> frames) {
    return new MimickNetTransformer().setModelUrl(model).transform(frames);
  }

  /** One frame whose results Python has computed. */
  private static Dataset<Row> frame() {
    byte[] das = Golden.SHIPPED.image(METRICS.get("magnitude")).toBytes();
    byte[] clinical = Golden.SHIPPED.image(METRICS.get("clinical")).toBytes();
    Row row = RowFactory.create("frame", das, clinical, HEIGHT, WIDTH);
    return LocalSpark.SESSION.createDataFrame(List.of(row), FRAME);
  }

  /** Magnitudes whose log compression is the golden input: its normalisation loses only scale. */
  private static Dataset<Row> phantom() {
    float[] input = SharedData.golden("inputs/phantom_clip80.f32", 736, 160).pixels();
    float[] magnitude = new float[input.length];
    for (int i = 0; i < magnitude.length; i++) {
      magnitude[i] = (float) Math.pow(10, 4.0 * (input[i] - 1));
    }
    byte[] clinical = SharedData.golden("inputs/phantom_dtce.f32", 736, 160).toBytes();
    Row row =
        RowFactory.create("phantom", new Image(magnitude, 736, 160).toBytes(), clinical, 736, 160);
    return LocalSpark.SESSION.createDataFrame(List.of(row), FRAME);
  }

  private static Row frame(String name, float[] pixels, int height, int width) {
    return RowFactory.create(name, new Image(pixels, height, width).toBytes(), null, height, width);
  }
}

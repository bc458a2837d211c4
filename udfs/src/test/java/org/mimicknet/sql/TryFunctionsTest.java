/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.image.Image;
import org.mimicknet.inference.TestModels;

/** A twin gives NULL for the faults of a row, and for no other. */
class TryFunctionsTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void aRowOfGoodAndBadImages() {
    TestModels.scaled(1).write(folder.resolve("model"));
    StructType type =
        new StructType()
            .add("good", DataTypes.BinaryType)
            .add("constant", DataTypes.BinaryType)
            .add("nan", DataTypes.BinaryType)
            .add("zero", DataTypes.BinaryType)
            .add("cut", DataTypes.BinaryType);
    byte[] good = image(i -> 1 + i);
    Row row =
        RowFactory.create(
            good,
            image(i -> 5),
            image(i -> i == 7 ? Float.NaN : i),
            image(i -> 0),
            Arrays.copyOf(good, 1001));
    LocalSpark.SESSION.createDataFrame(List.of(row), type).createOrReplaceTempView("row_of_images");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mimicknet(cut, 24, 24, 'MODEL')",
        "mimicknet(constant, 24, 24, 'MODEL')",
        "mimicknet(nan, 24, 24, 'MODEL')",
        "mimicknet(good, 2, 288, 'MODEL')",
        "mn_ssim(good, cut, 24, 24)",
        "mn_ssim(good, good, 2, 288)",
        "mn_psnr(good, good, 24, 25)",
        "mn_mse(cut, good, 24, 24)",
        "mn_mae(good, good, -24, 24)",
        "mn_mae(good, good, -24, -24)",
        "mn_mae(good, good, 24, 24 + 4294967296)",
        "mn_corr(good, good, 24, 24.5D)",
        "mn_envelope(good, 24, 24)",
        "mn_envelope(good, 24, 1073741830)",
        "mn_log_compress(cut, 24, 24)",
        "mn_log_compress(zero, 24, 24)",
        "mn_log_compress(nan, 24, 24)",
        "mn_normalize(cut, 24, 24)",
        "mn_normalize(constant, 24, 24)",
        "mn_normalize(nan, 24, 24)",
        "mn_histogram_match(good, cut, 24, 24)",
        "mn_histogram_match(good, nan, 24, 24)",
        "mn_scan_convert(cut, 24, 24, geometry(1D, 25D, -0.4D, 0.4D))",
        "mn_scan_convert(good, 576, 1, geometry(1D, 25D, -0.4D, 0.4D))",
        "mn_scan_convert(good, 24, 24, geometry(25D, 1D, -0.4D, 0.4D))",
        "mn_scan_convert(good, 24, 24, geometry(1D, 25D, 0.4D, -0.4D))",
        "mn_scan_convert(good, 24, 24, geometry(1D, 1e9D, -0.4D, 0.4D))",
        "mn_png(cut, 24, 24)"
      })
  void theFaultOfARowEndsTheQueryAndItsTwinGivesNull(String call) {
    String name = call.substring(0, call.indexOf('('));

    assertThatThrownBy(() -> first(call))
        .hasStackTraceContaining(". try_" + name + " gives NULL for such a row");
    assertThat(first("try_" + call).isNullAt(0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mimicknet(good, 24, 24, 'MODEL')",
        "mn_ssim(good, good, 24, 24)",
        "mn_log_compress(good, 24, 24)",
        "mn_normalize(good, 24, 24)",
        "mn_histogram_match(good, constant, 24, 24)",
        "mn_scan_convert(good, 24, 24, geometry(1D, 25D, -0.4D, 0.4D))",
        "mn_png(good, 24, 24)"
      })
  void aTwinGivesWhatTheFunctionGives(String call) {
    assertThat(first("try_" + call).isNullAt(0)).isFalse();
    assertThat(first("try_" + call).get(0)).isEqualTo(first(call).get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "try_mimicknet(good, 24, 24, '/no/such/model') | Cannot read the model /no/such/model",
        "try_mimicknet(good, 24, 24) | no model is named",
        "try_mn_png('text', 24, 24) | Cannot take argument 1: it must be BINARY",
        "try_mn_log_compress(good, 24, 24, 80) | Cannot clip at 80.0 dB",
        "try_mn_scan_convert(good, 24, 24, named_struct('initial', 1D)) | initial_radius"
      })
  void aFaultOfTheQueryOrTheInstallationEndsIt(String call, String message) {
    assertThatThrownBy(() -> first(call)).hasStackTraceContaining(message);
  }

  private static Row first(String call) {
    String geometry =
        "named_struct('initial_radius', $1, 'final_radius', $2, 'initial_angle', $3,"
            + " 'final_angle', $4)";
    String expression =
        call.replace("MODEL", folder.resolve("model").toString())
            .replaceAll("geometry\\(([^,]+), ([^,]+), ([^,]+), ([^)]+)\\)", geometry);
    return LocalSpark.SESSION.sql("SELECT " + expression + " FROM row_of_images").first();
  }

  private static byte[] image(IntToDoubleFunction pixel) {
    float[] pixels = new float[24 * 24];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) pixel.applyAsDouble(i);
    }
    return new Image(pixels, 24, 24).toBytes();
  }
}

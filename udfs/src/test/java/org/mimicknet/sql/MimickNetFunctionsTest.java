/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.reference.NeedsSharedData;
import org.mimicknet.reference.SharedData;

class MimickNetFunctionsTest {

  @BeforeAll
  static void aTableOfOneFrame() {
    float[] ramp = new float[16 * 16];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = 1 + i;
    }
    byte[] pixels = new Image(ramp, 16, 16).toBytes();
    StructType type =
        new StructType()
            .add("a", DataTypes.BinaryType)
            .add("nothing", DataTypes.BinaryType)
            .add("height", DataTypes.IntegerType)
            .add("width", DataTypes.LongType);
    LocalSpark.SESSION
        .createDataFrame(List.of(RowFactory.create(pixels, null, 16, 16L)), type)
        .createOrReplaceTempView("ramp");
  }

  @Test
  void everySessionWithTheJarHasTheFunctionsWithoutACall() {
    List<String> names =
        LocalSpark.SESSION.sql("SHOW FUNCTIONS LIKE '*mn_*'").collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();

    assertThat(names)
        .contains("mn_ssim", "try_mn_ssim", "mn_png", "mn_histogram_match", "mn_scan_convert");
    assertThat(LocalSpark.SESSION.catalog().functionExists("mimicknet")).isTrue();
  }

  @Test
  void describeShowsWhatAFunctionDoesAndAnExample() {
    String text =
        String.join(
            "\n",
            LocalSpark.SESSION.sql("DESCRIBE FUNCTION EXTENDED mn_ssim").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList());

    assertThat(text)
        .contains("mn_ssim(a, b, height, width) - Structural similarity of two images")
        .contains("SELECT mn_ssim(clinical, das, height, width) FROM frames");
  }

  @Test
  void anImageIsLikeItself() {
    Row row =
        first(
            "SELECT mn_ssim(n, n, 16, 16), mn_mse(n, n, 16, 16), mn_mae(n, n, 16, 16),"
                + " mn_psnr(n, n, 16, 16), mn_corr(n, n, 16, 16)"
                + " FROM (SELECT mn_normalize(a, height, width) AS n FROM ramp)");

    assertThat(row.getDouble(0)).isCloseTo(1, within(1e-12));
    assertThat(row.getDouble(1)).isZero();
    assertThat(row.getDouble(2)).isZero();
    assertThat(row.getDouble(3)).isInfinite();
    assertThat(row.getDouble(4)).isCloseTo(1, within(1e-12));
  }

  @Test
  void correlationOfAConstantImageIsNull() {
    assertThat(
            first("SELECT mn_corr(a, mn_log_compress(a, 16, 16, -1e-9), 16, 16) FROM ramp")
                .isNullAt(0))
        .isFalse();
    assertThat(
            first(
                    "SELECT mn_corr(a, cast(repeat('\\0', 1024) AS BINARY), height, width) FROM"
                        + " ramp")
                .isNullAt(0))
        .isTrue();
  }

  @Test
  void nullInGivesNullOut() {
    Row row =
        first(
            "SELECT mn_ssim(a, nothing, height, width), mn_png(nothing, 16, 16),"
                + " mimicknet(nothing, 16, 16, '/no/model') FROM ramp");

    assertThat(row.isNullAt(0)).isTrue();
    assertThat(row.isNullAt(1)).isTrue();
    assertThat(row.isNullAt(2)).isTrue();
  }

  @Test
  void aWrongSizeIsAnErrorThatNamesItAndItsTwinGivesNull() {
    assertThatThrownBy(() -> first("SELECT mn_png(a, 16, 17) FROM ramp"))
        .rootCause()
        .hasMessage("Cannot make an image of 16 x 17 from 1024 bytes: 1088 are needed");
    assertThat(first("SELECT try_mn_png(a, 16, 17) FROM ramp").isNullAt(0)).isTrue();
  }

  @Test
  void aWrongNumberOfArgumentsIsAnErrorThatNamesThem() {
    assertThatThrownBy(() -> first("SELECT mn_ssim(a, a) FROM ramp"))
        .hasMessage("Cannot call mn_ssim with 2 arguments: it takes (a, b, height, width)");
  }

  @Test
  void theEnvelopeIsTheMagnitudeOfPairs() {
    byte[] pairs = new Image(new float[] {3, 4, 0, -2}, 1, 4).toBytes();
    LocalSpark.SESSION
        .createDataFrame(
            List.of(RowFactory.create(pairs)), new StructType().add("iq", DataTypes.BinaryType))
        .createOrReplaceTempView("pairs");

    byte[] magnitude = first("SELECT mn_envelope(iq, 1, 2) FROM pairs").getAs(0);

    assertThat(Image.fromBytes(magnitude, 1, 2).pixels()).containsExactly(5, 2);
  }

  @Test
  void logCompressionIsInDecibelsBelowTheLargestAndClips() {
    byte[] pixels = new Image(new float[] {10, 1, 0.001f}, 1, 3).toBytes();
    LocalSpark.SESSION
        .createDataFrame(
            List.of(RowFactory.create(pixels)), new StructType().add("a", DataTypes.BinaryType))
        .createOrReplaceTempView("levels");

    byte[] decibels = first("SELECT mn_log_compress(a, 1, 3, -60) FROM levels").getAs(0);

    assertThat(Image.fromBytes(decibels, 1, 3).pixels())
        .containsExactly(new float[] {0, -20, -60}, within(1e-5f));
  }

  @Test
  void aPngCanBeReadBack() throws Exception {
    byte[] png = first("SELECT mn_png(mn_normalize(a, 16, 16), 16, 16) FROM ramp").getAs(0);

    var image = ImageIO.read(new ByteArrayInputStream(png));

    assertThat(image.getHeight()).isEqualTo(16);
    assertThat(image.getRaster().getSample(0, 0, 0)).isZero();
    assertThat(image.getRaster().getSample(15, 15, 0)).isEqualTo(255);
  }

  @Test
  @NeedsSharedData("the published phantom")
  void ssimOfTheRealPhantomIsThePublishedOne() {
    Image das = SharedData.golden("inputs/phantom_clip80.f32", 736, 160);
    Image clinical = SharedData.golden("inputs/phantom_dtce.f32", 736, 160);
    StructType type =
        new StructType().add("das", DataTypes.BinaryType).add("clinical", DataTypes.BinaryType);
    LocalSpark.SESSION
        .createDataFrame(List.of(RowFactory.create(das.toBytes(), clinical.toBytes())), type)
        .createOrReplaceTempView("phantom");

    double ssim = first("SELECT mn_ssim(clinical, das, 736, 160) FROM phantom").getDouble(0);

    assertThat(ssim).isCloseTo(0.573398803, within(1e-7));
  }

  private static Row first(String query) {
    return LocalSpark.SESSION.sql(query).first();
  }
}

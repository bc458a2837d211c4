package org.mimicknet.inference.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mimicknet.image.Image;
import org.mimicknet.model.KerasImport;
import org.mimicknet.model.Network;
import org.mimicknet.reference.SharedData;

/** The published networks against their golden outputs, with the frames that are stored padded. */
class VectorGoldenTest {
  private static final float TOLERANCE = 5e-6f;

  @ParameterizedTest
  @CsvSource({
    "mimicknet_1568473738-210304, crop_9x15, 9, 15, 16, 16",
    "mimicknet_1568473738-210304, crop_17x17, 17, 17, 32, 32",
    "mimicknet_1568473738-210304, crop_31x33, 31, 33, 32, 48",
    "mimicknet_1568473738-210304, crop_32x32, 32, 32, 48, 48",
    "mimicknet_1568473738-210304, crop_225x39, 225, 39, 240, 48",
    "mimicknet_matlab, crop_17x17, 17, 17, 32, 32",
    "mimicknet_matlab, crop_225x39, 225, 39, 240, 48",
    "mimicknet_legacy, crop_17x17, 17, 17, 32, 32",
    "mimicknet_legacy, crop_31x33, 31, 33, 32, 48",
    "mimicknet_legacy, crop_225x39, 225, 39, 240, 48",
  })
  void aPaddedCropGivesTheGoldenOutput(
      String model, String crop, int height, int width, int paddedHeight, int paddedWidth) {
    Image padded = SharedData.golden("padded/" + crop + ".f32", paddedHeight, paddedWidth);
    Image expected = SharedData.golden("outputs/%s__%s.f32".formatted(model, crop), height, width);

    float[] output = run(model, padded);

    assertThat(worst(output, paddedWidth, expected)).isLessThanOrEqualTo(TOLERANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"phantom_clip80", "phantom_noclip"})
  void theWholePhantomGivesTheGoldenOutput(String phantom) {
    Image frame = SharedData.golden("inputs/" + phantom + ".f32", 736, 160);
    Image expected =
        SharedData.golden(
            "outputs/mimicknet_1568473738-210304__%s__minpad.f32".formatted(phantom), 736, 160);

    float[] output = run("mimicknet_1568473738-210304", frame);

    assertThat(worst(output, 160, expected)).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void theReferenceOfTheOtherTestsGivesTheGoldenOutput() {
    Image padded = SharedData.golden("padded/crop_31x33.f32", 32, 48);
    Image expected = SharedData.golden("outputs/mimicknet_legacy__crop_31x33.f32", 31, 33);

    double[] output = ReferenceForward.run(network("mimicknet_legacy"), padded.pixels(), 32, 48);

    float[] floats = new float[output.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) output[i];
    }
    assertThat(worst(floats, 48, expected)).isLessThanOrEqualTo(TOLERANCE);
  }

  private static float[] run(String model, Image image) {
    try (VectorEngine engine = new VectorEngine(VectorProgram.of(network(model)))) {
      return engine.run(image.pixels(), image.height(), image.width());
    }
  }

  private static Network network(String model) {
    return KerasImport.read(SharedData.reference("keras/" + model + ".h5"));
  }

  /** The largest difference; golden outputs are cropped and clipped to [0, 1]. */
  private static float worst(float[] output, int outputWidth, Image expected) {
    float worst = 0;
    for (int y = 0; y < expected.height(); y++) {
      for (int x = 0; x < expected.width(); x++) {
        float value = Math.min(1, Math.max(0, output[y * outputWidth + x]));
        worst = Math.max(worst, Math.abs(value - expected.pixels()[y * expected.width() + x]));
      }
    }
    return worst;
  }
}

package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.reference.Golden;

class HistogramMatchTest {
  @Test
  void matchesTheGoldenCase() {
    JsonNode golden = Golden.json("ssim/histmatch_case.json");

    Image matched =
        HistogramMatch.to(image(golden.get("reference"))).of(image(golden.get("source")));

    assertThat(matched.pixels())
        .containsExactly(image(golden.get("matched")).pixels(), within(1e-6f));
  }

  @Test
  void onePreparationServesSeveralSourcesAndSizes() {
    HistogramMatch match = HistogramMatch.to(row(10, 20, 30, 40));

    assertThat(match.of(row(4, 1, 3, 2)).pixels()).containsExactly(40, 10, 30, 20);
    assertThat(match.of(row(7, 5)).pixels()).containsExactly(40, 20);
    assertThat(match.of(row(1, 2, 3, 4, 5, 6, 7, 8)).pixels())
        .containsExactly(10, 10, 15, 20, 25, 30, 35, 40);
  }

  @Test
  void zeroAndMinusZeroAreOneLevel() {
    assertThat(HistogramMatch.to(row(1, 2, 3, 4)).of(row(-0f, 0f, 5, 6)).pixels())
        .containsExactly(2, 2, 3, 4);
  }

  @Test
  void pixelsThatCrowdBesideOneOutlierAreSortedAsWell() {
    float[] source = new float[2000];
    float[] reference = new float[2000];
    float value = 1;
    for (int i = 0; i < source.length; i++) {
      value = Math.nextUp(value);
      source[source.length - 1 - i] = value;
      reference[i] = i;
    }
    source[0] = 1e30f;

    float[] matched = HistogramMatch.to(row(reference)).of(row(source)).pixels();

    for (int i = 0; i < source.length; i++) {
      assertThat(matched[i]).isEqualTo(source.length - 1 - i);
    }
  }

  @Property
  void anImageMatchedToItselfDoesNotChange(
      @ForAll @Size(min = 1, max = 300) List<@FloatRange(min = -5, max = 5) Float> values) {
    Image image = row(floats(values));

    assertThat(HistogramMatch.to(image).of(image).pixels())
        .containsExactly(image.pixels(), within(0f));
  }

  @Property
  void followsTheRuleAsWrittenForImagesOfAnySize(
      @ForAll @Size(min = 1, max = 60) List<@FloatRange(min = 0, max = 1) Float> referenceValues,
      @ForAll @Size(min = 1, max = 60) List<@FloatRange(min = 0, max = 1) Float> sourceValues) {
    float[] reference = floats(referenceValues);
    float[] source = floats(sourceValues);

    float[] matched = HistogramMatch.to(row(reference)).of(row(source)).pixels();

    for (int i = 0; i < source.length; i++) {
      assertThat((double) matched[i]).isCloseTo(ruleAsWritten(reference, source, i), within(1e-6));
    }
  }

  /** The rule's words in quadratic time: count, divide, interpolate. */
  private static double ruleAsWritten(float[] reference, float[] source, int pixel) {
    double share = share(source, source[pixel]);
    float[] levels = reference.clone();
    Arrays.sort(levels);
    double lowerShare = 0;
    float lower = levels[0];
    for (float level : levels) {
      double levelShare = share(reference, level);
      if (levelShare >= share - 1e-12) {
        double weight = lowerShare == 0 ? 1 : (share - lowerShare) / (levelShare - lowerShare);
        return lower + (level - lower) * weight;
      }
      lower = level;
      lowerShare = levelShare;
    }
    return levels[levels.length - 1];
  }

  private static double share(float[] values, float upTo) {
    int count = 0;
    for (float value : values) {
      if (value <= upTo) {
        count++;
      }
    }
    return (double) count / values.length;
  }

  @Test
  void refusesNaN() {
    HistogramMatch match = HistogramMatch.to(row(1, 2));
    for (float value : new float[] {Float.NaN, Float.intBitsToFloat(0xffc00000)}) {
      assertThatThrownBy(() -> match.of(row(1, value, 3)))
          .isInstanceOf(FrameException.class)
          .hasMessage("Cannot sort the pixels of an image of 1 x 3: it has NaN or infinite values");
    }
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }

  private static Image row(float... pixels) {
    return new Image(pixels, 1, pixels.length);
  }

  private static Image image(JsonNode rows) {
    int width = rows.get(0).size();
    float[] pixels = new float[rows.size() * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) rows.get(i / width).get(i % width).asDouble();
    }
    return new Image(pixels, rows.size(), width);
  }
}

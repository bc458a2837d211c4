/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.mimicknet.image.Image;
import org.mimicknet.reference.Golden;
import org.mimicknet.reference.NeedsSharedData;

class HistogramMatchTest {
  @Test
  @NeedsSharedData("a case of the reference implementation; FrameComparisonTest has one of NumPy")
  void matchesTheGoldenCase() {
    JsonNode golden = Golden.PUBLISHED.json("ssim/histmatch_case.json");

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

  /** Pixels as they come in frames, and as they should not. */
  private enum Kind {
    SPECKLE {
      @Override
      float pixel(Random random) {
        return (float) (0.5 + 0.1 * random.nextGaussian());
      }
    },
    CLIPPED {
      @Override
      float pixel(Random random) {
        return (float) Math.max(0, Math.min(1, random.nextGaussian()));
      }
    },
    CONSTANT {
      @Override
      float pixel(Random random) {
        return 0.1f;
      }
    },
    BYTES {
      @Override
      float pixel(Random random) {
        return random.nextInt(256) / 255f;
      }
    },
    TWO_ZEROS {
      @Override
      float pixel(Random random) {
        return random.nextBoolean() ? -0f : random.nextInt(3);
      }
    },
    ONE_OUTLIER_IN_A_HUNDRED {
      @Override
      float pixel(Random random) {
        return random.nextInt(100) == 0 ? -1e30f : random.nextFloat();
      }
    },
    ANY_FLOAT {
      @Override
      float pixel(Random random) {
        float any = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(any) ? any : Float.MAX_VALUE;
      }
    },
    DENORMAL {
      @Override
      float pixel(Random random) {
        return Float.intBitsToFloat(random.nextInt(5000));
      }
    };

    abstract float pixel(Random random);
  }

  @Property(tries = 300)
  void ranksOfPixelsOfEveryKindAreThoseOfASort(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 1, max = 3000) int length,
      @ForAll boolean inPlainJava,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] source = new float[length];
    float[] levels = new float[length];
    for (int i = 0; i < length; i++) {
      source[i] = kind.pixel(random);
      levels[i] = i + 1;
    }
    float[] sorted = source.clone();
    for (int i = 0; i < length; i++) {
      sorted[i] += 0f;
    }
    Arrays.sort(sorted);

    float[] matched = match(inPlainJava).prepare(row(levels)).of(row(source)).pixels();

    for (int i = 0; i < length; i++) {
      int notAbove = 1 + Arrays.binarySearch(sorted, source[i] + 0f);
      while (notAbove < length && sorted[notAbove] == source[i]) {
        notAbove++;
      }
      assertThat(matched[i]).isEqualTo(notAbove);
    }
  }

  @Property(tries = 100)
  void aReferenceOfAnyKindIsInterpolatedBetweenItsLevels(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 1, max = 300) int sourceLength,
      @ForAll @IntRange(min = 1, max = 300) int referenceLength,
      @ForAll boolean inPlainJava,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] source = new float[sourceLength];
    for (int i = 0; i < sourceLength; i++) {
      source[i] = random.nextInt(1 + sourceLength);
    }
    float[] reference = new float[referenceLength];
    for (int i = 0; i < referenceLength; i++) {
      reference[i] = kind.pixel(random);
    }

    float[] matched = match(inPlainJava).prepare(row(reference)).of(row(source)).pixels();

    float largest = 0;
    for (float pixel : reference) {
      largest = Math.max(largest, Math.abs(pixel));
    }
    for (int i = 0; i < sourceLength; i++) {
      assertThat((double) matched[i])
          .isCloseTo(ruleAsWritten(reference, source, i), within(1e-7 * largest + Float.MIN_VALUE));
    }
  }

  private static HistogramMatch match(boolean inPlainJava) {
    return new HistogramMatch(inPlainJava ? new PlainRankLoops() : RankLoops.BEST);
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
        return lower * (1 - weight) + level * weight;
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

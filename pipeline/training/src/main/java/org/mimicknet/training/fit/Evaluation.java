/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.Comparison;
import org.mimicknet.metrics.Metrics;
import org.mimicknet.metrics.Precision;
import org.mimicknet.signal.PaddingRule;
import org.mimicknet.signal.Postprocessing;
import org.mimicknet.training.data.LocalFrames;
import org.mimicknet.training.data.LocalFrames.Entry;
import org.mimicknet.training.data.Role;
import org.mimicknet.training.data.Side;
import org.mimicknet.training.graph.Step;
import org.mimicknet.training.graph.TrainableNetwork;

/**
 * How good a network is on whole paired frames of a role, padded and cropped as {@code enhance}
 * does it. Of many frames, some are chosen that are spread evenly.
 */
final class Evaluation {
  private static final PaddingRule PADDING = PaddingRule.KERAS_REFLECT_END;

  private final LocalFrames frames;
  private final List<Entry> entries;
  private final Device device;
  private final Comparison comparison = new Comparison(Precision.DOUBLE);

  Evaluation(LocalFrames frames, Role role, int mostFrames, Device device) {
    this.frames = frames;
    this.entries = spread(frames.of(role, Side.CLINICAL), mostFrames);
    this.device = device;
  }

  private static List<Entry> spread(List<Entry> all, int most) {
    List<Entry> chosen = new ArrayList<>();
    int count = Math.min(all.size(), most);
    for (int i = 0; i < count; i++) {
      chosen.add(all.get((int) ((long) i * all.size() / count)));
    }
    return chosen;
  }

  /** How many frames it looks at. */
  int frames() {
    return entries.size();
  }

  /** The mean scores of a network; NaN without frames. */
  Scores of(TrainableNetwork network) {
    List<Metrics> metrics = new ArrayList<>();
    for (Entry entry : entries) {
      Image das = frames.image(entry, Side.DAS);
      Image clinical = frames.image(entry, Side.CLINICAL);
      metrics.add(comparison.compare(clinical, output(network, das)));
    }
    return scores(metrics);
  }

  /** The scores of the DAS images themselves. */
  Scores ofDas() {
    List<Metrics> metrics = new ArrayList<>();
    for (Entry entry : entries) {
      Image das = frames.image(entry, Side.DAS);
      metrics.add(comparison.compare(frames.image(entry, Side.CLINICAL), das));
    }
    return scores(metrics);
  }

  /** DAS, output and clinical image of one of the frames. */
  SamplePicture sample(TrainableNetwork network, int index) {
    Image das = frames.image(entries.get(index), Side.DAS);
    return new SamplePicture(
        das, output(network, das), frames.image(entries.get(index), Side.CLINICAL));
  }

  private Image output(TrainableNetwork network, Image das) {
    Image padded = PADDING.pad(das);
    try (Step step = new Step(device)) {
      NDArray input = step.images(padded.pixels(), 1, padded.height(), padded.width());
      NDArray output = network.forward(input, step.constants(network.parameters()));
      Image image = new Image(output.toFloatArray(), padded.height(), padded.width());
      return Postprocessing.output(image, das.height(), das.width());
    }
  }

  private static Scores scores(List<Metrics> metrics) {
    return new Scores(
        mean(metrics, Metrics::ssim),
        mean(metrics, Metrics::psnr),
        mean(metrics, Metrics::mae),
        metrics.size());
  }

  private static double mean(List<Metrics> metrics, ToDoubleFunction<Metrics> value) {
    return metrics.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}

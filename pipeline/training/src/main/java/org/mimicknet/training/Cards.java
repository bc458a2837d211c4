/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.ModelCard;
import org.mimicknet.model.PixelSettings;
import org.mimicknet.training.fit.Epoch;
import org.mimicknet.training.fit.Scores;
import org.mimicknet.training.fit.TrainingResult;

/** The model card of a training: data, split, hyper-parameters, metrics, licence. */
final class Cards {
  private Cards() {}

  static ModelCard of(
      String name,
      String licence,
      Trial trial,
      TrainingResult result,
      Map<String, Object> frames,
      int threads,
      String device) {
    Map<String, Object> data = new LinkedHashMap<>(frames);
    data.put("frame_set", trial.frames().id());
    data.put("split", "by study: 70 % training, 10 % validation, 20 % test");
    data.put("settings", trial.settings());
    data.put("initial_model", trial.initial().map(ModelBundle::modelId).orElse("none"));
    data.put("device", device);
    data.put("threads", threads);

    Epoch best = result.best();
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("epoch", best.number());
    metrics.put("epochs_run", result.history().get(result.history().size() - 1).number());
    put(metrics, "validation", best.validation());
    put(metrics, "test", result.test());
    put(metrics, "test_das", result.testDas());
    return new ModelCard(
        name,
        "trained by mimicknet train, " + trial.allSettings().mode().code(),
        licence,
        new PixelSettings(
            trial.allSettings().clip(), PixelSettings.MIN_MAX, PixelSettings.KERAS_REFLECT_END),
        data,
        metrics);
  }

  private static void put(Map<String, Object> metrics, String name, Scores scores) {
    if (scores.frames() > 0) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("frames", scores.frames());
      values.put("ssim", scores.ssim());
      values.put("psnr", scores.psnr());
      values.put("mae", scores.mae());
      metrics.put(name, values);
    }
  }
}

/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mimicknet.UserException;
import org.mimicknet.model.Layer;
import org.mimicknet.model.Network;
import org.mimicknet.signal.Clip;
import org.mimicknet.training.data.CropSize;
import org.mimicknet.training.graph.UNet;

/**
 * The hyper-parameters of a training, by name. Names and defaults are those of the published recipe
 * (docs/SCIENCE.md section 6); a value that is given replaces its default.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><td>mode</td><td>gray-box or black-box</td></tr>
 * <tr><td>filters, kernel</td><td>of the U-Net: 8, 16, 32; 3x3, 7x3</td></tr>
 * <tr><td>loss</td><td>of a gray-box training: see {@link Loss}</td></tr>
 * <tr><td>learning-rate, beta1</td><td>of Adam</td></tr>
 * <tr><td>factor, patience, floor</td><td>the learning rate is multiplied by factor after patience
 * epochs without a better validation SSIM, down to floor</td></tr>
 * <tr><td>stop-after</td><td>epochs without a better validation SSIM that end the training</td></tr>
 * <tr><td>batch, crop, epochs</td><td></td></tr>
 * <tr><td>steps</td><td>per epoch; 0 shows every frame once</td></tr>
 * <tr><td>cycle-weight, identity-weight, discriminator-filters</td><td>of a black-box
 * training</td></tr>
 * <tr><td>clip-db</td><td>of the input, negative, or none</td></tr>
 * <tr><td>validation-frames</td><td>most frames to validate on after an epoch</td></tr>
 * <tr><td>seed</td><td>of weights, crops and split</td></tr>
 * </table>
 */
public final class Settings {
  private static final Pattern KERNEL = Pattern.compile("(\\d{1,2})x(\\d{1,2})");

  private static final Map<String, String> COMMON =
      ordered(
          "filters", "16",
          "kernel", "3x3",
          "batch", "8",
          "crop", "512x512",
          "epochs", "100",
          "steps", "0",
          "patience", "3",
          "floor", "2e-6",
          "stop-after", "12",
          "clip-db", "-80",
          "validation-frames", "32",
          "seed", "1");
  private static final Map<String, String> GRAY_BOX =
      ordered("loss", "mae", "learning-rate", "2e-3", "beta1", "0.9", "factor", "0.2");
  private static final Map<String, String> BLACK_BOX =
      ordered(
          "learning-rate", "2e-4",
          "beta1", "0.5",
          "factor", "0.5",
          "cycle-weight", "10",
          "identity-weight", "1",
          "discriminator-filters", "32");

  private final Mode mode;
  private final Map<String, String> values;

  private Settings(Mode mode, Map<String, String> values) {
    this.mode = mode;
    this.values = values;
  }

  /** The published recipe of a mode. */
  public static Settings of(Mode mode) {
    Map<String, String> values = new LinkedHashMap<>(COMMON);
    values.putAll(mode == Mode.GRAY_BOX ? GRAY_BOX : BLACK_BOX);
    return new Settings(mode, values);
  }

  /**
   * The recipe with some values replaced.
   *
   * @throws UserException if a name is unknown to the mode or a value cannot be used
   */
  public Settings with(Map<String, String> replaced) {
    Map<String, String> merged = new LinkedHashMap<>(values);
    replaced.forEach(
        (name, value) -> {
          if (merged.replace(name, value) == null) {
            throw new UserException(
                "Cannot set %s of a %s training: its settings are %s"
                    .formatted(name, mode.code(), String.join(", ", names())));
          }
        });
    Settings settings = new Settings(mode, merged);
    settings.check();
    return settings;
  }

  /** The same with filters and kernel of a network that is trained further. */
  public Settings startingFrom(Network initial) {
    List<Layer> layers = initial.nodes().stream().map(Network.Node::layer).toList();
    Layer.Convolution first = first(layers, Layer.Convolution.class).orElseThrow();
    Layer.Shape kernel =
        first(layers, Layer.DepthwiseConvolution.class)
            .map(Layer.DepthwiseConvolution::shape)
            .orElse(first.shape());
    return with(
        Map.of(
            "filters", Integer.toString(first.shape().outputs()),
            "kernel", "%sx%s".formatted(kernel.rows(), kernel.columns())));
  }

  private static <T> Optional<T> first(List<Layer> layers, Class<T> kind) {
    return layers.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /**
   * Checks that a training with these settings can start from a network.
   *
   * @throws UserException if filters or kernel are not those of the network
   */
  public void check(Network initial) {
    Settings own = startingFrom(initial);
    for (String name : List.of("filters", "kernel")) {
      if (!own.values.get(name).equals(values.get(name))) {
        throw new UserException(
            "Cannot set %s to %s of a training that starts from a model with %s: leave it out"
                .formatted(name, values.get(name), own.values.get(name)));
      }
    }
  }

  /** The names of all settings of the mode. */
  public Set<String> names() {
    return new TreeSet<>(values.keySet());
  }

  /** All settings, the mode among them, for tables and model cards. */
  public Map<String, String> toMap() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("mode", mode.code());
    all.putAll(values);
    return all;
  }

  /** The settings that {@link #toMap} gave. */
  public static Settings fromMap(Map<String, String> all) {
    Map<String, String> values = new LinkedHashMap<>(all);
    return of(Mode.of(values.remove("mode"))).with(values);
  }

  public Mode mode() {
    return mode;
  }

  /** The architecture: leaky in a black-box encoder, as the published models are. */
  public UNet architecture() {
    Matcher kernel = KERNEL.matcher(values.get("kernel"));
    if (!kernel.matches()) {
      throw unusable("kernel", "rows x columns, for example 3x3");
    }
    int rows = Integer.parseInt(kernel.group(1));
    int columns = Integer.parseInt(kernel.group(2));
    if (rows % 2 == 0 || columns % 2 == 0) {
      throw unusable("kernel", "odd rows x odd columns");
    }
    return new UNet(positive("filters"), rows, columns, mode == Mode.BLACK_BOX ? 0.2f : 0);
  }

  Loss loss() {
    return Loss.of(values.get("loss"));
  }

  CropSize crop() {
    return CropSize.of(values.get("crop"));
  }

  int batch() {
    return positive("batch");
  }

  int epochs() {
    return positive("epochs");
  }

  /** Steps per epoch; 0 for every frame once. */
  int steps() {
    return whole("steps", 0);
  }

  int patience() {
    return positive("patience");
  }

  int stopAfter() {
    return positive("stop-after");
  }

  int validationFrames() {
    return positive("validation-frames");
  }

  int discriminatorFilters() {
    return positive("discriminator-filters");
  }

  double learningRate() {
    return number("learning-rate");
  }

  double beta1() {
    return number("beta1");
  }

  double factor() {
    return number("factor");
  }

  double floor() {
    return number("floor");
  }

  double cycleWeight() {
    return number("cycle-weight");
  }

  double identityWeight() {
    return number("identity-weight");
  }

  /** What decides the initial weights, the order of frames and the crops. */
  public long seed() {
    return whole("seed", 0);
  }

  /** How weak echoes of the input are treated. */
  public Clip clip() {
    String value = values.get("clip-db");
    if (value.equals("none")) {
      return new Clip.None();
    }
    try {
      return new Clip.AtDb(Double.parseDouble(value));
    } catch (IllegalArgumentException e) {
      throw unusable("clip-db", "a negative number or none");
    }
  }

  private void check() {
    architecture();
    crop();
    clip();
    for (String name : names()) {
      switch (name) {
        case "kernel", "crop", "clip-db" -> {}
        case "loss" -> loss();
        case "steps", "seed" -> whole(name, 0);
        case "filters",
            "batch",
            "epochs",
            "patience",
            "stop-after",
            "validation-frames",
            "discriminator-filters" ->
            positive(name);
        default -> number(name);
      }
    }
  }

  private int positive(String name) {
    return whole(name, 1);
  }

  private int whole(String name, int smallest) {
    try {
      int value = Integer.parseInt(values.get(name));
      if (value >= smallest) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw unusable(name, "a whole number of at least " + smallest);
    }
    throw unusable(name, "a whole number of at least " + smallest);
  }

  private double number(String name) {
    try {
      double value = Double.parseDouble(values.get(name));
      if (value >= 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw unusable(name, "a number of at least 0");
    }
    throw unusable(name, "a number of at least 0");
  }

  private UserException unusable(String name, String needed) {
    return new UserException(
        "Cannot set %s to %s: %s is needed".formatted(name, values.get(name), needed));
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings it && it.toMap().equals(toMap());
  }

  @Override
  public int hashCode() {
    return toMap().hashCode();
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}

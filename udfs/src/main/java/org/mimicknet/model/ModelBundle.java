/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.model;

import java.io.Serializable;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/**
 * A model with everything that changes a pixel: a folder with {@code model.onnx} and {@code
 * model.json}. In memory it is the bytes of both, 200 to 500 KB, so that a driver reads it once and
 * broadcasts it to any number of executors, by Java or Kryo serialisation.
 */
public final class ModelBundle implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int ID_DIGITS = 12;

  private final byte[] manifestBytes;
  private final byte[] onnx;
  private transient volatile Manifest manifest;

  private ModelBundle(byte[] manifestBytes, byte[] onnx, Manifest manifest) {
    this.manifestBytes = manifestBytes;
    this.onnx = onnx;
    this.manifest = manifest;
  }

  /** The bundle of a network: exports it to ONNX. */
  public static ModelBundle of(ModelCard card, Network network) {
    byte[] onnx = OnnxExport.toBytes(network);
    Manifest manifest = new Manifest(card, Sha256.of(onnx), network.parameters());
    return new ModelBundle(manifest.toBytes(), onnx, manifest);
  }

  /**
   * The model that comes with the program: trained on simulated phantoms, see {@code
   * shipped/README.md} beside this class.
   */
  public static ModelBundle shipped() {
    return checked(
        "that comes with the program",
        BundleFiles.shipped(BundleFiles.MANIFEST),
        BundleFiles.shipped(BundleFiles.ONNX));
  }

  /**
   * Reads a local folder.
   *
   * @throws ModelException if the folder is not a bundle, or {@code model.onnx} is not what {@code
   *     model.json} says it is
   */
  public static ModelBundle read(Path folder) {
    return LocalBundles.read(folder);
  }

  /**
   * Reads a folder of any file system that Hadoop knows, for example {@code gs://bucket/model}; a
   * location without a scheme is on the configured default file system.
   *
   * @throws ModelException as {@link #read(Path)}
   */
  public static ModelBundle read(String location, Configuration hadoop) {
    return HadoopBundles.read(location, hadoop);
  }

  /** Checks what was read from {@code location}; the bytes become the bundle's. */
  static ModelBundle checked(String location, byte[] manifestBytes, byte[] onnx) {
    try {
      Manifest manifest = Manifest.fromBytes(manifestBytes);
      String actual = Sha256.of(onnx);
      if (!actual.equals(manifest.sha256())) {
        throw new ModelException(
            "model.onnx has the SHA-256 %s, model.json says %s: one of them was changed or damaged; import the model again"
                .formatted(actual, manifest.sha256()));
      }
      return new ModelBundle(manifestBytes, onnx, manifest);
    } catch (ModelException e) {
      throw new ModelException(
          "Cannot read the model %s: %s".formatted(location, e.getMessage()), e);
    }
  }

  /**
   * Writes the bundle as a local folder: whole or not at all. Writing what is already there changes
   * nothing.
   *
   * @throws ModelException if the folder holds anything else, or cannot be written
   */
  public void write(Path folder) {
    LocalBundles.write(this, folder);
  }

  /**
   * Writes the bundle as a folder of any file system that Hadoop knows. On a local file system as
   * {@link #write(Path)} does it; elsewhere {@code model.json} comes last, so that a bundle that is
   * not whole is not read.
   *
   * @throws ModelException as {@link #write(Path)}
   */
  public void write(String location, Configuration hadoop) {
    HadoopBundles.write(this, location, hadoop);
  }

  /**
   * Checks that the storage of a location is reached, before the work for a bundle begins.
   *
   * @throws ModelException if it is not, or the location is a file
   */
  public static void requirePlace(String location, Configuration hadoop) {
    HadoopBundles.requirePlace(location, hadoop);
  }

  /** What {@code model.json} says. */
  public ModelCard card() {
    return manifest().card();
  }

  /** The SHA-256 of {@code model.onnx}, lower-case hexadecimal. */
  public String sha256() {
    return manifest().sha256();
  }

  /** The number of trained values. */
  public long parameters() {
    return manifest().parameters();
  }

  /** Name and the first digits of the hash, for example {@code mimicknet-0123456789ab}. */
  public String modelId() {
    return card().name() + "-" + sha256().substring(0, ID_DIGITS);
  }

  /**
   * Everything besides the network that changes a pixel, for example {@code
   * clip-80_min-max_keras-reflect-end}.
   */
  public String preprocessingId() {
    return card().pixels().id();
  }

  /**
   * The network itself: parsed at each call.
   *
   * @throws ModelException if another program wrote {@code model.onnx}
   */
  public Network network() {
    return OnnxImport.fromBytes(onnx);
  }

  /** A copy of {@code model.onnx}. */
  public byte[] onnx() {
    return onnx.clone();
  }

  /**
   * {@code model.onnx} in the form that ONNX Runtime computes fastest on a CPU, with the same
   * inputs, outputs and results; as it is where another program wrote it.
   */
  public byte[] onnxForCpu() {
    Network network;
    try {
      network = network();
    } catch (ModelException e) {
      return onnx();
    }
    return OnnxForCpu.toBytes(network);
  }

  byte[] manifestBytes() {
    return manifestBytes.clone();
  }

  private Manifest manifest() {
    Manifest known = manifest;
    if (known == null) {
      known = Manifest.fromBytes(manifestBytes);
      manifest = known;
    }
    return known;
  }
}

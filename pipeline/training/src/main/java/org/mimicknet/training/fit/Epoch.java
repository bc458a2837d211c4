/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.training.fit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an epoch gave.
 *
 * @param number from 1; 0 is the network before its first step, without losses
 * @param losses means over the steps, by name
 * @param learningRate that was used
 * @param validation scores of the validation frames after it
 * @param imagesPerSecond crops that went through training steps per second of training
 * @param finishedAt its end
 */
public record Epoch(
    int number,
    Map<String, Double> losses,
    double learningRate,
    Scores validation,
    double imagesPerSecond,
    Instant finishedAt)
    implements Serializable {

  void write(DataOutput out) throws IOException {
    out.writeInt(number);
    out.writeInt(losses.size());
    for (Map.Entry<String, Double> loss : new TreeMap<>(losses).entrySet()) {
      out.writeUTF(loss.getKey());
      out.writeDouble(loss.getValue());
    }
    out.writeDouble(learningRate);
    out.writeDouble(validation.ssim());
    out.writeDouble(validation.psnr());
    out.writeDouble(validation.mae());
    out.writeInt(validation.frames());
    out.writeDouble(imagesPerSecond);
    out.writeLong(finishedAt.toEpochMilli());
  }

  static Epoch read(DataInput in) throws IOException {
    int number = in.readInt();
    Map<String, Double> losses = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      losses.put(in.readUTF(), in.readDouble());
    }
    return new Epoch(
        number,
        losses,
        in.readDouble(),
        new Scores(in.readDouble(), in.readDouble(), in.readDouble(), in.readInt()),
        in.readDouble(),
        Instant.ofEpochMilli(in.readLong()));
  }
}

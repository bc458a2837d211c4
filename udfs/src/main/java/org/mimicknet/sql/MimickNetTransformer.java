/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.sql;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.cluster.Shared;
import org.mimicknet.config.HadoopSettings;
import org.mimicknet.config.Tunables;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.inference.GpuSettings;
import org.mimicknet.inference.engine.EngineInfo;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.spark.FoundSpark;

/**
 * MimickNet as a Spark ML transformer: adds a struct column with the enhanced image, the metrics
 * against the scanner's image where there is one, provenance, and a status. A frame that cannot be
 * enhanced gets the reason instead; it does not fail the job.
 *
 * <p>Input columns: {@code height} and {@code width} (INT), the magnitudes and, optionally, the
 * clinical image (BINARY, little-endian float32, row-major). Each partition is walked once, one
 * batch of frames in memory at a time and a few that a thread reads ahead; what an engine loads is
 * shared by all tasks of a JVM. The stage that enhances shows its frames, loads of the model and
 * pixels of padding in the Spark UI.
 *
 * <pre>{@code
 * Dataset<Row> enhanced = new MimickNetTransformer()
 *     .setModelUrl("/models/mimicknet")
 *     .transform(spark.read().format("delta").load("/data/warehouse/frames"));
 * }</pre>
 */
public final class MimickNetTransformer extends Transformer {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private Param<String> inputCol;
  private Param<String> clinicalCol;
  private Param<String> outputCol;
  private Param<String> modelUrl;
  private Param<String> device;
  private Param<String> engine;
  private IntParam batchSize;
  private BooleanParam outputPixels;
  private transient ModelBundle model;

  public MimickNetTransformer() {
    this(Identifiable$.MODULE$.randomUID("mimicknet"));
  }

  public MimickNetTransformer(String uid) {
    FoundSpark.require();
    this.uid = uid;
    inputCol = new Param<>(this, "inputCol", "magnitude of the IQ before any log (BINARY)");
    clinicalCol = new Param<>(this, "clinicalCol", "the scanner's own image (BINARY)");
    outputCol = new Param<>(this, "outputCol", "the struct that is added");
    modelUrl = new Param<>(this, "modelUrl", "folder of the model bundle");
    device = new Param<>(this, "device", "auto, cpu or gpu");
    engine = new Param<>(this, "engine", "auto, onnx or vector");
    batchSize =
        new IntParam(
            this,
            "batchSize",
            "frames that go through the network together; unset: one on a CPU, several on a GPU",
            ParamValidators.gtEq(1));
    outputPixels = new BooleanParam(this, "outputPixels", "whether the struct holds the pixels");
    setDefault(inputCol, "das");
    setDefault(clinicalCol, "clinical");
    setDefault(outputCol, "enhanced");
    setDefault(device, "auto");
    setDefault(engine, "auto");
    setDefault(outputPixels, true);
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> inputCol() {
    return inputCol;
  }

  public Param<String> clinicalCol() {
    return clinicalCol;
  }

  public Param<String> outputCol() {
    return outputCol;
  }

  public Param<String> modelUrl() {
    return modelUrl;
  }

  public Param<String> device() {
    return device;
  }

  public Param<String> engine() {
    return engine;
  }

  public IntParam batchSize() {
    return batchSize;
  }

  public BooleanParam outputPixels() {
    return outputPixels;
  }

  /** Name of the column of magnitudes; default {@code das}. */
  public MimickNetTransformer setInputCol(String name) {
    set(inputCol, name);
    return this;
  }

  /**
   * Name of the column of the scanner's image, which need not be there; default {@code clinical}.
   */
  public MimickNetTransformer setClinicalCol(String name) {
    set(clinicalCol, name);
    return this;
  }

  /** Name of the column that is added; default {@code enhanced}. */
  public MimickNetTransformer setOutputCol(String name) {
    set(outputCol, name);
    return this;
  }

  /** Folder of the model bundle: local, gs:// or hdfs://. */
  public MimickNetTransformer setModelUrl(String url) {
    set(modelUrl, url);
    return this;
  }

  /** A model bundle that is read already; wins over {@link #setModelUrl}. */
  public MimickNetTransformer setModel(ModelBundle bundle) {
    this.model = bundle;
    return this;
  }

  /** {@code auto} (default), {@code cpu} or {@code gpu}. */
  public MimickNetTransformer setDevice(String choice) {
    set(device, choice);
    return this;
  }

  /** {@code auto} (default), {@code onnx} or {@code vector}. */
  public MimickNetTransformer setEngine(String choice) {
    set(engine, choice);
    return this;
  }

  /**
   * How many frames of equal padded size go through the network together, at most. Unless set: one
   * on a CPU, where more are not faster, and {@link SqlTunables#GPU_BATCH} on a GPU.
   */
  public MimickNetTransformer setBatchSize(int frames) {
    set(batchSize, frames);
    return this;
  }

  /** Whether the struct holds the enhanced pixels; default true. Metrics need no pixels. */
  public MimickNetTransformer setOutputPixels(boolean keep) {
    set(outputPixels, keep);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    for (String required : new String[] {getOrDefault(inputCol), "height", "width"}) {
      if (!Arrays.asList(schema.fieldNames()).contains(required)) {
        throw new IllegalArgumentException(
            "Cannot enhance: there is no column %s; the columns are %s"
                .formatted(required, String.join(", ", schema.fieldNames())));
      }
    }
    return schema.add(getOrDefault(outputCol), EnhancedSchema.TYPE);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType result = transformSchema(dataset.schema());
    SparkSession spark = dataset.sparkSession();
    Shared<ModelBundle> bundle = Shared.of(spark, bundle(spark));
    DeviceChoice deviceChoice = DeviceChoice.of(getOrDefault(device));
    EngineChoice engineChoice = EngineChoice.of(getOrDefault(engine));
    Tunables tunables = Tunables.of(spark);
    GpuResources.require(spark.sparkContext(), tunables, deviceChoice, engineChoice);
    GpuSettings gpus = GpuResources.settings(tunables);
    BatchSizes sizes = batchSizes(tunables);
    EnhanceCounters counters = EnhanceCounters.of(spark.sparkContext());
    FrameColumns columns =
        FrameColumns.of(dataset.schema(), getOrDefault(inputCol), getOrDefault(clinicalCol));
    boolean pixels = (Boolean) getOrDefault(outputPixels);
    return dataset
        .toDF()
        .mapPartitions(
            (Iterator<Row> frames) -> {
              if (!frames.hasNext()) {
                return frames;
              }
              FrameEnhancer enhancer =
                  TaskEnhancer.open(
                      bundle.value(),
                      deviceChoice,
                      engineChoice,
                      gpus,
                      () -> counters.sessionLoads().add(1));
              EngineInfo info = enhancer.engine();
              EnhanceMemory memory = EnhanceMemory.ofTask(pixels);
              MemoryGate<Row> gate = new MemoryGate<>(memory.ofReadAhead(), columns::pixelBytes);
              Iterator<Row> ahead =
                  gate.leaving(
                      Prefetched.during(
                          TaskContext.get(), gate.entering(frames), sizes.ahead(info)));
              return new EnhancedRows(
                  ahead, columns, enhancer, sizes.frames(info), pixels, memory, counters);
            },
            Encoders.row(result));
  }

  @Override
  public MimickNetTransformer copy(ParamMap extra) {
    MimickNetTransformer copy = new MimickNetTransformer(uid);
    copyValues(copy, extra);
    copy.model = model;
    return copy;
  }

  private BatchSizes batchSizes(Tunables tunables) {
    BatchSizes sizes = BatchSizes.of(tunables);
    return isSet(batchSize) ? sizes.with((Integer) getOrDefault(batchSize)) : sizes;
  }

  private ModelBundle bundle(SparkSession spark) {
    if (model != null) {
      return model;
    }
    if (!isDefined(modelUrl)) {
      throw new IllegalArgumentException("Cannot enhance: no model is set; call setModelUrl");
    }
    return ModelBundle.read(getOrDefault(modelUrl), HadoopSettings.of(spark));
  }
}

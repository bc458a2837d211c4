package org.mimicknet.sql;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.mimicknet.image.Image;
import org.mimicknet.inference.DeviceChoice;
import org.mimicknet.inference.EngineChoice;
import org.mimicknet.inference.EnhancedFrame;
import org.mimicknet.inference.FrameEnhancer;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.signal.FrameException;
import scala.reflect.ClassTag$;

/**
 * MimickNet as a Spark ML transformer: adds a struct column with the enhanced image, the metrics
 * against the scanner's image where there is one, provenance, and a status. A frame that cannot be
 * enhanced gets the reason instead; it does not fail the job.
 *
 * <p>Input columns: {@code height} and {@code width} (INT), the magnitudes and, optionally, the
 * clinical image (BINARY, little-endian float32, row-major). Each partition is walked once, one
 * frame in memory at a time; the network's session is shared by all tasks of a JVM.
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
  private BooleanParam outputPixels;
  private transient ModelBundle model;

  public MimickNetTransformer() {
    this(Identifiable$.MODULE$.randomUID("mimicknet"));
  }

  public MimickNetTransformer(String uid) {
    this.uid = uid;
    inputCol = new Param<>(this, "inputCol", "magnitude of the IQ before any log (BINARY)");
    clinicalCol = new Param<>(this, "clinicalCol", "the scanner's own image (BINARY)");
    outputCol = new Param<>(this, "outputCol", "the struct that is added");
    modelUrl = new Param<>(this, "modelUrl", "folder of the model bundle");
    device = new Param<>(this, "device", "auto, cpu or gpu");
    engine = new Param<>(this, "engine", "auto, onnx or vector");
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
    Broadcast<ModelBundle> bundle =
        spark
            .sparkContext()
            .broadcast(bundle(spark), ClassTag$.MODULE$.<ModelBundle>apply(ModelBundle.class));
    DeviceChoice deviceChoice = DeviceChoice.of(getOrDefault(device));
    EngineChoice engineChoice = EngineChoice.of(getOrDefault(engine));
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
              FrameEnhancer enhancer = TaskEnhancer.open(bundle.value(), deviceChoice, engineChoice);
              return new Enhancing(frames, columns, enhancer, pixels);
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

  private ModelBundle bundle(SparkSession spark) {
    if (model != null) {
      return model;
    }
    if (!isDefined(modelUrl)) {
      throw new IllegalArgumentException("Cannot enhance: no model is set; call setModelUrl");
    }
    return ModelBundle.read(getOrDefault(modelUrl), spark.sessionState().newHadoopConf());
  }

  /** Where a frame lies in a row. */
  private record FrameColumns(int das, int clinical, int height, int width)
      implements java.io.Serializable {
    static FrameColumns of(StructType schema, String das, String clinical) {
      return new FrameColumns(
          schema.fieldIndex(das),
          Arrays.asList(schema.fieldNames()).indexOf(clinical),
          schema.fieldIndex("height"),
          schema.fieldIndex("width"));
    }

    Image das(Row row) {
      return Image.fromBytes(row.getAs(das), row.getInt(height), row.getInt(width));
    }

    Optional<Image> clinical(Row row) {
      return clinical < 0 || row.isNullAt(clinical)
          ? Optional.empty()
          : Optional.of(
              Image.fromBytes(row.getAs(clinical), row.getInt(height), row.getInt(width)));
    }
  }

  /** The rows of a partition, enhanced one by one. */
  private record Enhancing(
      Iterator<Row> frames, FrameColumns columns, FrameEnhancer enhancer, boolean pixels)
      implements Iterator<Row> {
    @Override
    public boolean hasNext() {
      return frames.hasNext();
    }

    @Override
    public Row next() {
      Row frame = frames.next();
      Object[] values = new Object[frame.size() + 1];
      for (int i = 0; i < frame.size(); i++) {
        values[i] = frame.get(i);
      }
      values[frame.size()] = frame.isNullAt(columns.das()) ? null : enhanced(frame);
      return RowFactory.create(values);
    }

    private Row enhanced(Row frame) {
      long start = System.nanoTime();
      try {
        EnhancedFrame result = enhancer.enhance(columns.das(frame), columns.clinical(frame));
        byte[] output = pixels ? result.output().toBytes() : null;
        return EnhancedSchema.row(output, result, enhancer.engine(), elapsedMs(start));
      } catch (FrameException e) {
        return EnhancedSchema.row(e, enhancer.engine(), elapsedMs(start));
      }
    }

    private static double elapsedMs(long start) {
      return (System.nanoTime() - start) / 1e6;
    }
  }
}

package org.mimicknet.inference;

import java.util.Optional;
import org.mimicknet.image.Image;
import org.mimicknet.metrics.FrameComparison;
import org.mimicknet.metrics.Precision;
import org.mimicknet.model.ModelBundle;
import org.mimicknet.model.PixelSettings;
import org.mimicknet.signal.Clip;
import org.mimicknet.signal.FrameException;
import org.mimicknet.signal.FrameException.Reason;
import org.mimicknet.signal.Normalisation;
import org.mimicknet.signal.PaddingRule;
import org.mimicknet.signal.Postprocessing;
import org.mimicknet.signal.Preprocessing;

/**
 * One frame from its magnitudes to the enhanced image and its metrics: pre-processing, padding, the
 * network, crop, clip, comparison (SCIENCE.md sections 2 to 4). Scratch memory is used again for
 * the next frame. Not thread-safe: one per task.
 */
public final class FrameEnhancer implements AutoCloseable {
  private static final Preprocessing PUBLISHED = new Preprocessing(Preprocessing.PUBLISHED_CLIP);

  private final NetworkEngine engine;
  private final Clip clip;
  private final Preprocessing preprocessing;
  private final PaddingRule padding;
  private final FrameComparison comparison = new FrameComparison(Precision.DOUBLE);

  /**
   * @param engine the network of {@code bundle}; closed with the enhancer
   * @throws IllegalArgumentException if the bundle names a padding rule that there is not
   */
  public FrameEnhancer(ModelBundle bundle, NetworkEngine engine) {
    PixelSettings settings = bundle.card().pixels();
    this.engine = engine;
    this.clip =
        settings.clipDb().isPresent()
            ? new Clip.AtDb(settings.clipDb().getAsDouble())
            : new Clip.None();
    this.preprocessing = new Preprocessing(clip);
    this.padding = PaddingRule.of(settings.paddingRule());
  }

  /**
   * Enhances a frame and, where the scanner's image is there, compares.
   *
   * @param das magnitude of the IQ before any log
   * @param clinical the scanner's image of the same size, in any linear unit
   * @throws FrameException if the frame cannot be processed: too small, constant, not finite, or
   *     images of different sizes
   */
  public EnhancedFrame enhance(Image das, Optional<Image> clinical) {
    clinical.ifPresent(image -> requireSameSize(das, image));
    Image input = preprocessing.input(das);
    Image output = output(input);
    return new EnhancedFrame(
        output,
        clinical.map(
            image ->
                comparison.compare(
                    Normalisation.toUnitRange(image),
                    input,
                    histogramReference(das, input),
                    output)));
  }

  /**
   * Enhances a frame without a comparison.
   *
   * @param das magnitude of the IQ before any log
   * @return the enhanced image, in [0, 1], of the same size
   * @throws FrameException if the frame cannot be processed
   */
  public Image enhance(Image das) {
    return output(preprocessing.input(das));
  }

  /** Published histogram-matched metrics refer to the DAS image clipped as published. */
  private Image histogramReference(Image das, Image input) {
    return clip.equals(Preprocessing.PUBLISHED_CLIP) ? input : PUBLISHED.input(das);
  }

  private Image output(Image input) {
    Image padded = padding.pad(input);
    float[] raw = engine.run(padded.pixels(), padded.height(), padded.width());
    return Postprocessing.output(
        new Image(raw, padded.height(), padded.width()), input.height(), input.width());
  }

  /** What runs the network. */
  public EngineInfo engine() {
    return engine.info();
  }

  @Override
  public void close() {
    engine.close();
  }

  private static void requireSameSize(Image das, Image clinical) {
    if (das.height() != clinical.height() || das.width() != clinical.width()) {
      throw new FrameException(
          Reason.SIZE_MISMATCH,
          "Cannot compare a DAS image of %s with a clinical image of %s"
              .formatted(das.size(), clinical.size()));
    }
  }
}

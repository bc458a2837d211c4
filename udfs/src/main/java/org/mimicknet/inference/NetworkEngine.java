package org.mimicknet.inference;

/**
 * A network that is ready to run on this machine. Not thread-safe: a task opens its own and closes
 * it; what is expensive to make (sessions, packed weights) is shared behind it.
 */
public interface NetworkEngine extends AutoCloseable {
  /**
   * Runs the network on one image.
   *
   * @param pixels {@code float[height * width]}, row-major; not changed
   * @param height a positive multiple of 16
   * @param width a positive multiple of 16
   * @return {@code float[height * width]}: the network's own output, not clipped; the caller's
   * @throws IllegalArgumentException if a side is not a positive multiple of 16
   */
  float[] run(float[] pixels, int height, int width);

  /** What runs here, for the provenance of every row. */
  EngineInfo info();

  @Override
  void close();
}

/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.tests.kernels;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.dicom.codec.DecodedFrame;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decoding of one DICOM frame, per codec, beside what the JDK or the library does by itself with
 * the same bytes. RLE and JPEG-LS have no decoder in either: beside them stands a copy of the
 * decoded bytes, what decoding cannot be faster than.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class Codecs {
  private final ImageReaderSpi jdk = jdk();
  private final ImageReaderSpi twelveMonkeys = twelveMonkeys();
  private final ImageReaderSpi jai = new J2KImageReaderSpi();

  @Benchmark
  public DecodedFrame ours(CodecFrame frame) throws MemberException {
    return frame.kind.compression.decode(frame.codestream, frame.kind.layout());
  }

  @Benchmark
  public Object theirs(CodecFrame frame) throws IOException {
    return switch (frame.kind) {
      case JPEG_8_BIT -> raster(jdk, frame.codestream);
      case JPEG_LOSSLESS_8_BIT, JPEG_LOSSLESS_16_BIT -> raster(twelveMonkeys, frame.codestream);
      case JPEG_2000 -> raster(jai, frame.codestream);
      case RLE, JPEG_LS_16_BIT ->
          new byte[Math.toIntExact(frame.kind.layout().frameBytes())].clone();
    };
  }

  private static Raster raster(ImageReaderSpi spi, byte[] codestream) throws IOException {
    ImageReader reader = spi.createReaderInstance();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(codestream))) {
      reader.setInput(in, true, true);
      return reader.readRaster(0, null);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReaderSpi jdk() {
    try {
      return (ImageReaderSpi)
          IIORegistry.getDefaultInstance()
              .getServiceProviderByClass(
                  Class.forName("com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi"));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Cannot decode JPEG: this JDK has no reader", e);
    }
  }

  private static ImageReaderSpi twelveMonkeys() {
    JPEGImageReaderSpi spi = new JPEGImageReaderSpi();
    spi.onRegistration(IIORegistry.getDefaultInstance(), ImageReaderSpi.class);
    return spi;
  }
}

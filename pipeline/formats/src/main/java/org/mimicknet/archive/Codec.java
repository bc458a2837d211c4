/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.SingleXZInputStream;

/**
 * The ways in which a file as a whole may be compressed. A decompressor that would need more than
 * {@link ArchiveLimits#workingBytes} is refused; gzip and bzip2 never need as much.
 */
enum Codec {
  GZIP(".gz", "\u001F\u008B\b") {
    @Override
    InputStream unpack(InputStream in, ArchiveLimits limits) throws IOException {
      return new JoinedStream(in, this, GzipCompressorInputStream::new);
    }
  },

  /** The magic goes on with a level and the digits of pi, or of its root where it is empty. */
  BZIP2(".bz2", "BZh") {
    @Override
    boolean recognises(byte[] head) {
      return super.recognises(head)
          && head.length > 9
          && head[3] >= '1'
          && head[3] <= '9'
          && (Heads.holds(head, 4, PI) || Heads.holds(head, 4, ROOT));
    }

    @Override
    InputStream unpack(InputStream in, ArchiveLimits limits) throws IOException {
      return new JoinedStream(in, this, BZip2CompressorInputStream::new);
    }
  },

  XZ(".xz", "\u00FD7zXZ\0") {
    @Override
    InputStream unpack(InputStream in, ArchiveLimits limits) throws IOException {
      int kibibytes = (int) Math.min(Integer.MAX_VALUE, limits.workingBytes() >> 10);
      return new JoinedStream(in, this, one -> new SingleXZInputStream(one, kibibytes));
    }
  },

  ZSTD(".zst", "(\u00B5/\u00FD") {
    @Override
    InputStream unpack(InputStream in, ArchiveLimits limits) throws IOException {
      int log = 63 - Long.numberOfLeadingZeros(limits.workingBytes());
      int most = Math.max(LEAST_ZSTD_WINDOW_LOG, Math.min(MOST_ZSTD_WINDOW_LOG, log));
      return new JoinedStream(
          in, this, one -> new ZstdInputStreamNoFinalizer(new ZstdFrame(one)).setLongMax(most));
    }

    @Override
    boolean skipsBetween(byte[] head, InputStream in) throws IOException {
      boolean isSkippable = ZstdFrame.isSkippable(head);
      if (isSkippable) {
        ZstdFrame.skip(in);
      }
      return isSkippable;
    }
  },

  LZOP(".lzo", "\u0089LZO\0\r\n\u001A\n") {
    @Override
    InputStream unpack(InputStream in, ArchiveLimits limits) throws IOException {
      return new JoinedStream(in, this, one -> new LzopStream(one, limits));
    }
  };

  private static final String PI = "1AY&SY";
  private static final String ROOT = "\u0017rE8P\u0090";
  private static final int LEAST_ZSTD_WINDOW_LOG = 10;
  private static final int MOST_ZSTD_WINDOW_LOG = 30;

  /** ZSTD_error_frameParameter_windowTooLarge of zstd_errors.h. */
  private static final long ZSTD_WINDOW_TOO_LARGE = 16;

  private final String suffix;
  private final String magic;

  Codec(String suffix, String magic) {
    this.suffix = suffix;
    this.magic = magic;
  }

  /** The ending of the name of a packed file, which the name of its content lacks. */
  String suffix() {
    return suffix;
  }

  boolean recognises(byte[] head) {
    return Heads.holds(head, 0, magic);
  }

  /** The codec of a file that starts with {@code head}, if it is compressed. */
  static Optional<Codec> of(byte[] head) {
    return Arrays.stream(values()).filter(codec -> codec.recognises(head)).findFirst();
  }

  /** Goes past what {@code in}, which starts with {@code head}, holds between data, if anything. */
  boolean skipsBetween(byte[] head, InputStream in) throws IOException {
    return false;
  }

  abstract InputStream unpack(InputStream in, ArchiveLimits limits) throws IOException;

  /** Whether a decompressor failed because it would need more memory than it may have. */
  static boolean needsTooMuchMemory(Throwable failure) {
    return failure instanceof org.tukaani.xz.MemoryLimitException
        || failure instanceof org.apache.commons.compress.MemoryLimitException
        || (failure instanceof ZstdIOException zstd
            && zstd.getErrorCode() == ZSTD_WINDOW_TOO_LARGE);
  }
}

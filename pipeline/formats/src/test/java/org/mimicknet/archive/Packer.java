/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.archive;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.airlift.compress.lzo.LzopHadoopStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What packs whole files in tests: the writers of the JDK and of Spark's libraries. */
public enum Packer {
  GZIP(".gz") {
    @Override
    OutputStream open(OutputStream out) throws IOException {
      return new GZIPOutputStream(out);
    }
  },
  BZIP2(".bz2") {
    @Override
    OutputStream open(OutputStream out) throws IOException {
      return new BZip2CompressorOutputStream(out, 1);
    }
  },
  XZ(".xz") {
    @Override
    OutputStream open(OutputStream out) throws IOException {
      return new XZOutputStream(out, new LZMA2Options(2));
    }
  },
  ZSTD(".zst") {
    @Override
    OutputStream open(OutputStream out) throws IOException {
      return new ZstdOutputStreamNoFinalizer(out);
    }
  },
  /** With a window of 128 MiB. */
  ZSTD_LONG(".zst") {
    @Override
    OutputStream open(OutputStream out) throws IOException {
      return new ZstdOutputStreamNoFinalizer(out).setLong(27);
    }
  },
  LZOP(".lzo") {
    @Override
    OutputStream open(OutputStream out) throws IOException {
      return new LzopHadoopStreams().createOutputStream(out);
    }
  };

  public final String suffix;

  Packer(String suffix) {
    this.suffix = suffix;
  }

  abstract OutputStream open(OutputStream out) throws IOException;

  /** {@code content}, packed. */
  public byte[] pack(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = open(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}

/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.mat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.mimicknet.archive.MemberException;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.TestMembers;
import org.mimicknet.format.hdf5.Hdf5Files;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;

/** The same variables in any version of MAT files, and any bytes behind a good header. */
class MatVersionsProperties {
  private static final Map<String, String> DOUBLE = Map.of("MATLAB_class", "double");

  @Property(tries = 60)
  void theSameFrameIsReadFromVersions5And7And73(
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 30) int width,
      @ForAll long seed)
      throws MemberException {
    int pixels = height * width;
    SplittableRandom random = new SplittableRandom(seed);
    double[] re = random.doubles(pixels, -1e3, 1e3).toArray();
    double[] im = random.doubles(pixels, -1e3, 1e3).toArray();
    Matrix iq = Mat5.newComplex(height, width, MatlabType.Double);
    Matrix dtce = Mat5.newMatrix(height, width);
    for (int i = 0; i < pixels; i++) {
      iq.setDouble(i, re[i]);
      iq.setImaginaryDouble(i, im[i]);
      dtce.setDouble(i, re[i]);
    }
    MatFile file = Mat5.newMatFile().addArray("iq", iq).addArray("dtce", dtce);
    Hdf5Files hdf = new Hdf5Files();
    int[] reversed = {width, height};
    byte[] version73 =
        hdf.file(
            Hdf5Files.matlabHeader(),
            Map.of(
                "iq", hdf.complex(reversed, i -> re[(int) i], i -> im[(int) i], DOUBLE),
                "dtce", hdf.doubles(reversed, i -> re[(int) i], DOUBLE)));

    for (byte[] bytes : List.of(MatFiles.bytes(file), MatFiles.compressed(file), version73)) {
      FrameRecord frame = TestMembers.read(bytes).get(0);
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          int at = column * height + row;
          assertThat(frame.das().orElseThrow().pixels()[row * width + column])
              .isEqualTo((float) Math.sqrt(re[at] * re[at] + im[at] * im[at]));
          assertThat(frame.clinical().orElseThrow().pixels()[row * width + column])
              .isEqualTo((float) re[at]);
        }
      }
    }
  }

  @Property(tries = 300)
  void anyBytesBehindAHeaderAreRefused(@ForAll @Size(max = 400) byte[] bytes) {
    byte[] good = MatFiles.frame(2, 2);
    byte[] file = Arrays.copyOf(good, 128 + bytes.length);
    System.arraycopy(bytes, 0, file, 128, bytes.length);

    assertThat(refusal(file)).isIn("malformed", "truncated", "missing_data", "limit_exceeded");
  }

  private static String refusal(byte[] file) {
    try {
      return TestMembers.read(file).get(0).reason().orElseThrow().code();
    } catch (MemberException e) {
      return e.reason().code();
    }
  }
}

package org.mimicknet.format.mat;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.mimicknet.archive.Member;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import org.mimicknet.format.FormatReader;
import org.mimicknet.format.FrameMetadata;
import org.mimicknet.format.FrameRecord;
import org.mimicknet.format.Identifiers;
import org.mimicknet.format.ReadSettings;
import org.mimicknet.image.Image;
import us.hebi.matlab.mat.types.Matrix;

/**
 * Reads a frame of the MimickNet layout from a MAT file of version 5 (MATLAB 5 to 7, compressed or
 * not): {@code iq}, complex, depth x lines, whose magnitude becomes {@code das}, and {@code dtce},
 * real, of the same size, the scanner's image. One of them is enough. Of {@code acq_params} only
 * the transmit frequency and voltage are taken, and nothing else of the file: {@code image_path}
 * and the header may name a patient.
 *
 * <p>Memory: the two arrays as the file holds them, and their pixels as floats; both are refused by
 * their declared size before memory is taken.
 */
public final class MimickNetMatReader implements FormatReader {
  @Override
  public String name() {
    return "MAT";
  }

  @Override
  public boolean recognises(byte[] head) {
    return MatHeader.of(head).isPresent();
  }

  @Override
  public Identifiers identifiers() {
    return Identifiers.RESEARCH;
  }

  @Override
  public Iterator<FrameRecord> read(Member member, ReadSettings settings) throws MemberException {
    switch (MatHeader.of(member.head()).orElse(MatHeader.V5)) {
      case V4 ->
          throw new MemberException(
              Reason.UNSUPPORTED_FORMAT,
              "MAT files of version 4 are not read: load the file in MATLAB or SciPy and save it"
                  + " with -v7");
      case V73 ->
          throw new MemberException(
              Reason.UNSUPPORTED_FORMAT,
              "MAT files of version 7.3 (HDF5) are not read yet: load the file in MATLAB and save"
                  + " it with -v7");
      case V5 -> {}
    }
    MatArrays arrays;
    try {
      arrays = MatArrays.read(member.stream(), settings.limits());
    } catch (Exception | OutOfMemoryError | StackOverflowError e) {
      throw MemberException.of("The MAT file", e);
    }
    return List.of(frame(member.path(), arrays)).iterator();
  }

  private static FrameRecord frame(String path, MatArrays arrays) throws MemberException {
    Optional<Matrix> iq = arrays.iq();
    Optional<Matrix> dtce = arrays.dtce();
    if (iq.isEmpty() && dtce.isEmpty()) {
      throw new MemberException(
          Reason.MISSING_DATA,
          "The MAT file has neither iq (complex, depth x lines) nor dtce (real, depth x lines)");
    }
    if (iq.isPresent() && dtce.isPresent()) {
      requireSameSize(iq.get(), dtce.get());
    }
    try {
      Optional<Image> das = iq.isPresent() ? Optional.of(MatPixels.magnitude(iq.get())) : none();
      Optional<Image> clinical =
          dtce.isPresent() ? Optional.of(MatPixels.values(dtce.get())) : none();
      return new FrameRecord(path, 0, das, clinical, metadata(arrays), Optional.empty(), "");
    } catch (RuntimeException | OutOfMemoryError e) {
      throw MemberException.of("The MAT file", e);
    }
  }

  private static Optional<Image> none() {
    return Optional.empty();
  }

  private static void requireSameSize(Matrix iq, Matrix dtce) throws MemberException {
    if (iq.getNumRows() != dtce.getNumRows() || iq.getNumCols() != dtce.getNumCols()) {
      throw new MemberException(
          Reason.SIZE_MISMATCH,
          "iq is %d x %d, but dtce is %d x %d: they must be of one frame"
              .formatted(iq.getNumRows(), iq.getNumCols(), dtce.getNumRows(), dtce.getNumCols()));
    }
  }

  private static FrameMetadata metadata(MatArrays arrays) {
    return FrameMetadata.builder()
        .frequencyHz(arrays.parameter("f0").or(() -> arrays.parameter("tx_f0")).orElse(null))
        .voltageV(arrays.parameter("tx_volts").orElse(null))
        .build();
  }
}

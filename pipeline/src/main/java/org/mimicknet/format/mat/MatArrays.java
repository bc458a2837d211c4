package org.mimicknet.format.mat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.archive.Reason;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5Reader.EntryHeader;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/** The arrays of a MAT file that a frame needs; all others are passed over unread. */
final class MatArrays {
  private static final int INFLATE_BUFFER_BYTES = 1 << 16;
  private static final int STREAM_BUFFER_BYTES = 1 << 16;

  private static final int[] ONE = {1, 1};

  /** What {@code acq_params} and the tags may take besides the pixels. */
  private static final long SMALL_ARRAYS_BYTES = 16L << 20;

  private final Map<String, Array> arrays;

  private MatArrays(Map<String, Array> arrays) {
    this.arrays = arrays;
  }

  static MatArrays read(InputStream in, ArchiveLimits limits) throws IOException {
    Selection selection = new Selection(limits);
    Map<String, Array> arrays = new HashMap<>();
    MatFile file =
        Mat5.newReader(Sources.wrapInputStream(in, STREAM_BUFFER_BYTES))
            .setEntryFilter(selection::isWanted)
            .setBufferAllocator(selection)
            .setMaxInflateBufferSize(INFLATE_BUFFER_BYTES)
            .disableSubsystemProcessing()
            .readMat();
    for (MatFile.Entry entry : file.getEntries()) {
      arrays.putIfAbsent(entry.getName(), entry.getValue());
    }
    return new MatArrays(arrays);
  }

  Optional<Matrix> iq() {
    return arrays.get("iq") instanceof Matrix matrix ? Optional.of(matrix) : Optional.empty();
  }

  Optional<Matrix> dtce() {
    return arrays.get("dtce") instanceof Matrix matrix ? Optional.of(matrix) : Optional.empty();
  }

  /** A real, positive, finite scalar of {@code acq_params}. */
  Optional<Double> parameter(String name) {
    if (!(arrays.get("acq_params") instanceof Struct struct)
        || struct.getNumElements() != 1
        || !struct.getFieldNames().contains(name)
        || !(struct.get(name) instanceof Matrix matrix)
        || matrix.getNumElements() != 1) {
      return Optional.empty();
    }
    double value = matrix.getDouble(0);
    return Double.isFinite(value) && value > 0 ? Optional.of(value) : Optional.empty();
  }

  /** Chooses by the header of an array, and refuses what it declares before it is allocated. */
  private static final class Selection implements BufferAllocator {
    private final ArchiveLimits limits;
    private long allowedBytes = SMALL_ARRAYS_BYTES;

    Selection(ArchiveLimits limits) {
      this.limits = limits;
    }

    boolean isWanted(EntryHeader header) {
      return switch (header.getName()) {
        case "iq" -> isPixels(header, true);
        case "dtce" -> isPixels(header, false);
        case "acq_params" ->
            header.getType() == MatlabType.Structure && Arrays.equals(header.getDimensions(), ONE);
        default -> false;
      };
    }

    private boolean isPixels(EntryHeader header, boolean complex) {
      int[] dimensions = header.getDimensions();
      if (!isNumber(header.getType()) || header.isComplex() != complex || header.isLogical()) {
        throw new Refusal(
            Reason.MISSING_DATA,
            "%s is %s %s, but must be %s and numeric"
                .formatted(
                    header.getName(),
                    header.isComplex() ? "complex" : "real",
                    header.getType(),
                    complex ? "complex" : "real"));
      }
      if (dimensions.length != 2 || dimensions[0] <= 0 || dimensions[1] <= 0) {
        throw new Refusal(
            Reason.MISSING_DATA,
            "%s has the dimensions %s, but must be depth x lines"
                .formatted(header.getName(), Arrays.toString(dimensions)));
      }
      long pixels = (long) dimensions[0] * dimensions[1];
      if (pixels > limits.framePixels()) {
        throw new Refusal(
            Reason.LIMIT_EXCEEDED,
            "%s declares %d x %d pixels; at most %d are read"
                .formatted(header.getName(), dimensions[0], dimensions[1], limits.framePixels()));
      }
      allowedBytes += pixels * (complex ? 16 : 8);
      return true;
    }

    private static boolean isNumber(MatlabType type) {
      return switch (type) {
        case Double, Single, Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64 -> true;
        default -> false;
      };
    }

    @Override
    public ByteBuffer allocate(int bytes) {
      if (bytes < 0 || bytes > allowedBytes) {
        throw new Refusal(
            Reason.MALFORMED,
            "An array of the MAT file claims %d bytes, more than the sizes of iq and dtce allow"
                .formatted(bytes & 0xFFFFFFFFL));
      }
      allowedBytes -= bytes;
      return ByteBuffer.allocate(bytes);
    }

    @Override
    public void release(ByteBuffer buffer) {
      allowedBytes += buffer.capacity();
    }
  }

  /** Carries a {@link MemberException} through the library, which calls back unchecked code. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(Reason reason, String message) {
      super(new MemberException(reason, message));
    }
  }
}

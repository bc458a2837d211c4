package org.mimicknet.format;

import java.util.Optional;
import org.mimicknet.archive.Reason;
import org.mimicknet.image.Image;

/**
 * What one frame of a member gave, good or bad: a row of the table {@code frames} before the
 * metadata CSVs are joined.
 *
 * @param path where it lies, relative to the input: {@code archive.zip!/folder/member.mat}
 * @param frameIndex index of the frame in its member, from 0
 * @param das magnitude of the IQ before any log
 * @param clinical the scanner's own image, on the same grid where both are there
 * @param metadata what the member itself and the CSVs of its archive say of it
 * @param reason why there are no pixels; empty for a good frame
 * @param detail what happened, for a reader; empty for nothing to say
 */
public record FrameRecord(
    String path,
    int frameIndex,
    Optional<Image> das,
    Optional<Image> clinical,
    FrameMetadata metadata,
    Optional<Reason> reason,
    String detail) {}

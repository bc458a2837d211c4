package org.mimicknet.format.dicom;

import java.util.Locale;

/** Which part of a frame is kept: what a privacy step needs to judge burned-in text. */
public enum PixelScope {
  /** Only the 2-D ultrasound regions: text outside of them is gone. */
  REGIONS_2D,
  /** All of it, because the file names no 2-D region: text may be burned in. */
  WHOLE_IMAGE;

  /** As the extra metadata hold it, for example {@code whole_image}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

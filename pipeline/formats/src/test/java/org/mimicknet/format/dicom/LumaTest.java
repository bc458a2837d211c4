/*
 * Copyright 2026 the MimickNet for Spark authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.mimicknet.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mimicknet.archive.ArchiveLimits;
import org.mimicknet.archive.MemberException;
import org.mimicknet.image.Image;
import org.mimicknet.reference.NeedsSharedData;

/**
 * Size and mean luma of the first frame of real files, in all colour spaces, beside pydicom 3: its
 * RGB (converted by its own rules) weighted by BT.601, cut to the 2-D regions of FACTS.json.
 */
@NeedsSharedData("colour DICOM files of real systems")
class LumaTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "dicom-codec/ImagingDataCommons__highdicom/dx_image.dcm, 169, 211, 0.349667",
    "dicom-codec/fo-dicom__fo-dicom/GH195.dcm, 445, 795, 0.628202",
    "dicom-codec/fo-dicom__fo-dicom/GH538-jpeg1.dcm, 434, 636, 0.043647",
    "dicom-codec/fo-dicom__fo-dicom/TestPattern_Palette.dcm, 400, 640, 0.468177",
    "dicom-codec/fo-dicom__fo-dicom/TestPattern_Palette_16.dcm, 400, 640, 0.468177",
    "dicom-codec/pydicom__pydicom-data/SC_ybr_full_uncompressed.dcm, 100, 100, 0.500751",
    "dicom-codec/pydicom__pydicom/SC_jpeg_no_color_transform.dcm, 256, 256, 0.956768",
    "dicom-codec/pydicom__pydicom/SC_jpeg_no_color_transform_2.dcm, 256, 256, 0.962964",
    "dicom-codec/pydicom__pydicom/SC_rgb_jpeg.dcm, 256, 256, 0.956768",
    "dicom-codec/pydicom__pydicom/SC_rgb_jpeg_lossy_gdcm.dcm, 100, 100, 0.500138",
    "dicom-codec/pydicom__pydicom/SC_rgb_rle_16bit.dcm, 100, 100, 0.500784",
    "dicom-codec/pydicom__pydicom/SC_rgb_rle_32bit.dcm, 100, 100, 0.500784",
    "dicom-us/cornerstonejs__cornerstoneWADOImageLoader/US-YBR_FULL_422-EVRLE.dcm, 480, 616, 0.080168",
    "dicom-us/cornerstonejs__dicomParser/IM00001.fragmented_no_bot_jpeg_baseline.50.dcm, 202, 320, 0.229897",
    "dicom-us/dcm4che__dcm4che/YBR_FULL-RLE.dcm, 368, 400, 0.263867",
    "dicom-us/dcm4che__dcm4che/jpeg-ls-Palette.dcm, 430, 600, 0.059153",
    "dicom-us/ivmartel__dwv/gdcm-US-RGB-8-epicard.dcm, 480, 640, 0.114248",
    "dicom-us/pydicom__deid-data/RGB_IMAGE.dcm, 705, 1009, 0.011559",
    "dicom-us/pydicom__pydicom-data/JPGLosslessP14SV1_1s_1f_8b.dcm, 721, 997, 0.072272",
    "dicom-us/pydicom__pydicom-data/OBXXXX1A_rle.dcm, 459, 680, 0.025487",
    "dicom-us/pydicom__pydicom-data/gdcm-US-ALOKA-16_big.dcm, 392, 608, 0.104272",
    "dicom-us/pydicom__pydicom/examples_jpeg2k.dcm, 480, 640, 0.139597",
    "dicom-us/pydicom__pydicom/examples_ybr_color.dcm, 209, 236, 0.051311",
    "dicom-us/wearemothership__dicom-test-files/US-PAL-8-10x-echo.dcm, 430, 600, 0.059153",
  })
  void isThatOfPydicom(String name, int height, int width, double mean)
      throws IOException, MemberException {
    try (InputStream in = DicomSamples.open(name)) {
      Image image = DicomFile.open(in, ArchiveLimits.DEFAULT).nextImage();

      double sum = 0;
      float min = Float.POSITIVE_INFINITY;
      float max = Float.NEGATIVE_INFINITY;
      for (float luma : image.pixels()) {
        min = Math.min(min, luma);
        max = Math.max(max, luma);
        sum += luma;
      }
      assertThat(min).isNotNegative();
      assertThat(max).isLessThanOrEqualTo(1);
      assertThat(image.size()).isEqualTo(height + " x " + width);
      assertThat(sum / image.pixels().length).isCloseTo(mean, within(0.001));
    }
  }
}

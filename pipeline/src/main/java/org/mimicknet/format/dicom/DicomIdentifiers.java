package org.mimicknet.format.dicom;

import java.util.Optional;

/**
 * What a file says of who and what was imaged. Personal: only for a step that makes pseudonyms of
 * it. Its text shows nothing, so that it cannot get into a log line by accident.
 */
public record DicomIdentifiers(
    Optional<String> patientId,
    Optional<String> studyInstanceUid,
    Optional<String> seriesInstanceUid,
    Optional<String> sopInstanceUid) {
  static DicomIdentifiers of(DataSet dataSet) {
    return new DicomIdentifiers(
        dataSet.text(Tag.PATIENT_ID),
        dataSet.text(Tag.STUDY_INSTANCE),
        dataSet.text(Tag.SERIES_INSTANCE),
        dataSet.text(Tag.SOP_INSTANCE));
  }

  @Override
  public String toString() {
    return "DicomIdentifiers[hidden]";
  }
}

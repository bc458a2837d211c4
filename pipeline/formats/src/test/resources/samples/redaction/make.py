#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""Cine-loops of eight frames with text on frame 7 only, outside of what may be stored, and their
pixels as pydicom decodes them. pip install pydicom numpy imagecodecs pylibjpeg-libjpeg; python make.py"""
import base64
import hashlib
import json
import zlib

import numpy as np
import pydicom
import pydicom.encaps
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    JPEGLosslessSV1,
    RLELossless,
)

FRAMES, TEXT_FRAME = 8, 6
rng = np.random.default_rng(7)


def dataset(pixels, regions, **tags):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.3.1"
    meta.MediaStorageSOPInstanceUID = "1.2.826.0.1.3680043.2.1125.7"
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SOPClassUID = meta.MediaStorageSOPClassUID
    ds.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    ds.ImageType = ["ORIGINAL", "PRIMARY"]
    ds.Modality = "US"
    ds.PatientID = "7"
    for name, value in tags.items():
        setattr(ds, name, value)
    if regions:
        ds.SequenceOfUltrasoundRegions = Sequence()
        for left, top, right, bottom in regions:
            item = Dataset()
            item.RegionSpatialFormat = 1
            item.RegionDataType = 1
            item.RegionLocationMinX0, item.RegionLocationMinY0 = left, top
            item.RegionLocationMaxX1, item.RegionLocationMaxY1 = right - 1, bottom - 1
            ds.SequenceOfUltrasoundRegions.append(item)
    colour = pixels.ndim == 4
    ds.NumberOfFrames = len(pixels)
    ds.FrameTime = "40"
    ds.SamplesPerPixel = 3 if colour else 1
    ds.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        ds.PlanarConfiguration = 0
    ds.Rows, ds.Columns = pixels.shape[1:3]
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 8, 8, 7, 0
    ds.PixelData = pixels.tobytes()
    return ds


def jpeg_lossless(ds, pixels):
    """Encoded by libjpeg-turbo, decoded by the libjpeg of Thomas Richter."""
    import imagecodecs

    encoded = [imagecodecs.jpeg8_encode(f, lossless=True, predictor=1) for f in pixels]
    ds.PixelData = pydicom.encaps.encapsulate(encoded)
    ds["PixelData"].is_undefined_length = True
    ds.file_meta.TransferSyntaxUID = JPEGLosslessSV1
    return ds


def burn(pixels, rows):
    """Strokes on one frame, in rows that no rule keeps."""
    pixels[TEXT_FRAME, rows[0] : rows[1], 3:30:4] = 255


small = 25 * rng.integers(0, 8, (FRAMES, 32, 40), dtype=np.uint8)
burn(small, (1, 7))
colour = 50 * rng.integers(0, 4, (FRAMES, 26, 30, 3), dtype=np.uint8)
burn(colour, (1, 7))
screen = np.zeros((FRAMES, 480, 640), np.uint8)
screen[:, 200:216, 300:316] = rng.integers(1, 9, (FRAMES, 16, 16), dtype=np.uint8)
burn(screen, (4, 20))

one, two = [(4, 8, 36, 30)], [(1, 8, 14, 24), (18, 10, 29, 26)]
strip = dict(Manufacturer="Acuson", ManufacturerModelName="SEQUOIA 512")
dataset(small, one).save_as("grey_native.dcm")
jpeg_lossless(dataset(small, one), small).save_as("grey_jpeg_lossless.dcm")
dataset(colour, two).save_as("colour_native.dcm")
rle = dataset(colour, two)
rle.compress(RLELossless)
rle.save_as("colour_rle.dcm")
deflated = dataset(screen, [], **strip)
deflated.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
deflated.save_as("screen.dcm")

facts = {}
for name, boxes, redaction, rule in [
    ("grey_native", one, "region", "dicom_regions"),
    ("grey_jpeg_lossless", one, "region", "dicom_regions"),
    ("colour_native", two, "region", "dicom_regions"),
    ("colour_rle", two, "region", "dicom_regions"),
    ("screen", [(0, 30, 640, 480)], "top_strip", "top-strips.csv: ACUSON SEQUOIA 480x640"),
]:
    decoded = pydicom.dcmread(name + ".dcm").pixel_array
    kept = np.zeros(decoded.shape[1:3], bool)
    for left, top, right, bottom in boxes:
        kept[top:bottom, left:right] = True
    masked = decoded.copy()
    masked[:, ~kept] = 0
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    crop = masked[:, top:bottom, left:right]
    assert (decoded[TEXT_FRAME] == 255).any() and not (crop == 255).any()
    facts[name + ".dcm"] = {
        "shape": list(crop.shape),
        "redaction": redaction,
        "rule": rule,
        "redacted_fraction": 1 - kept.sum() / kept.size,
        "sha256": hashlib.sha256(open(name + ".dcm", "rb").read()).hexdigest(),
        "samples_zlib": base64.b64encode(zlib.compress(crop.tobytes(), 9)).decode(),
    }
json.dump(facts, open("FACTS.json", "w"), indent=1)

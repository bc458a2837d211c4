#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""Writes FACTS.json: what independent readers find in the files beside this script."""

import gzip
import hashlib
import io
import json
import lzma
import pathlib
import tarfile
import zipfile

import h5py
import hdf5plugin  # noqa: F401
import imagecodecs
import nibabel
import numpy as np
import py7zr
import pydicom
import scipy.io
import zstandard
from PIL import Image
from pydicom.encaps import generate_frames
from pydicom.pixels import apply_color_lut

HERE = pathlib.Path(__file__).parent

# Files that hold no frame that could be read, and the reason code of each.
REFUSED = {
    "dicom/jpeg_12.dcm": "unsupported_transfer_syntax",
    "dicom/no_pixels.dcm": "missing_data",
    "dicom/truncated.dcm": "truncated",
    "dicom/video.dcm": "unsupported_transfer_syntax",
    "hdf5/links.h5": "unsupported_format",
    "mat/sizes_differ.mat": "size_mismatch",
    "mat/truncated.mat": "truncated",
    "mat/v4.mat": "unsupported_format",
    "nifti/pair.hdr": "unsupported_format",
    "zea/raw_data.hdf5": "missing_data",
    "zea/v200.hdf5": "unsupported_format",
    "zea/zfp.hdf5": "unsupported_format",
}


# Lossy codes leave their decoders the rounding of the inverse transform and of the colours: levels of 255.
LOSSY = {"dicom/jpeg_8.dcm": 1, "dicom/jpeg_colour.dcm": 1, "dicom/jpeg2000_lossy.dcm": 1}


def image(pixels):
    values = np.asarray(pixels, dtype=np.float64)
    return {
        "height": values.shape[0],
        "width": values.shape[1],
        "min": values.min(),
        "max": values.max(),
        "mean": values.mean(),
        "sum_of_squares": (values**2).sum(),
        "first": values.ravel()[:4].tolist(),
    }


def frame(das=None, clinical=None):
    both = {"das": das, "clinical": clinical}
    return {name: image(pixels) for name, pixels in both.items() if pixels is not None}


# DICOM


def luma(data):
    """Brightness in [0, 1] of every frame: grey by the range of its bits, colours by BT.601."""
    pixels = data.pixel_array
    photometric = data.PhotometricInterpretation
    if photometric == "PALETTE COLOR":
        pixels = apply_color_lut(pixels, data)
        return pixels.astype(np.float64) @ [0.299, 0.587, 0.114] / 65535
    top = (1 << data.BitsStored) - 1
    values = pixels.astype(np.float64)
    if photometric == "YBR_FULL":
        return pydicom.pixels.pixel_array(data, raw=True)[..., 0] / top
    if data.SamplesPerPixel == 3:
        return values @ [0.299, 0.587, 0.114] / top
    if data.PixelRepresentation == 1:
        values += 1 << (data.BitsStored - 1)
    return 1 - values / top if photometric == "MONOCHROME1" else values / top


def dicom_frames(content):
    data = pydicom.dcmread(io.BytesIO(content))
    images = luma(data)
    images = images if "NumberOfFrames" in data else images[None]
    if "SequenceOfUltrasoundRegions" in data:
        region = data.SequenceOfUltrasoundRegions[0]
        images = images[
            :,
            region.RegionLocationMinY0 : region.RegionLocationMaxY1 + 1,
            region.RegionLocationMinX0 : region.RegionLocationMaxX1 + 1,
        ]
    return [frame(clinical=each) for each in images]


def pillow(code):
    """As stored: luma and chroma of a colour image."""
    opened = Image.open(io.BytesIO(code))
    if opened.mode == "RGB":
        opened.draft("YCbCr", opened.size)
    return np.asarray(opened)


def decoders(data):
    """The stored samples of all frames, by each decoder that knows the syntax."""
    syntax = data.file_meta.TransferSyntaxUID
    found = {"pydicom": pydicom.pixels.pixel_array(data, raw=True)}
    if not syntax.is_encapsulated:
        words = np.frombuffer(data.PixelData, found["pydicom"].dtype.newbyteorder("<" if syntax.is_little_endian else ">"))
        if data.get("PlanarConfiguration") == 1:
            words = np.moveaxis(words.reshape(3, data.Rows, data.Columns), 0, -1)
        found["numpy"] = words.reshape(found["pydicom"].shape)
        return found
    codes = list(generate_frames(data.PixelData, number_of_frames=int(data.get("NumberOfFrames", 1))))
    others = {
        "1.2.840.10008.1.2.4.50": ("Pillow", pillow),
        "1.2.840.10008.1.2.4.70": ("libjpeg-turbo", imagecodecs.jpeg_decode),
        "1.2.840.10008.1.2.4.80": ("imagecodecs", imagecodecs.jpegls_decode),
        "1.2.840.10008.1.2.4.81": ("imagecodecs", imagecodecs.jpegls_decode),
        "1.2.840.10008.1.2.4.90": ("imagecodecs", imagecodecs.jpeg2k_decode),
        "1.2.840.10008.1.2.4.91": ("imagecodecs", imagecodecs.jpeg2k_decode),
    }
    if syntax in others:
        name, decode = others[syntax]
        found[name] = np.stack([decode(code) for code in codes]).reshape(found["pydicom"].shape)
    else:
        other = pydicom.pixels.pixel_array(data, raw=True, decoding_plugin="pylibjpeg")
        found["pylibjpeg"] = other
    return found


def dicom_facts(content):
    """As in the facts of the real DICOM files: the samples, and which decoders agree on them."""
    data = pydicom.dcmread(io.BytesIO(content))
    facts = {
        "ts": data.file_meta.TransferSyntaxUID,
        "ts_name": data.file_meta.TransferSyntaxUID.name,
        "rows": data.get("Rows"),
        "has_pixels": "PixelData" in data,
    }
    return data, facts


def dicom(name, content):
    data, facts = dicom_facts(content)
    if REFUSED.get(name) in ("missing_data", "truncated") or name == "dicom/video.dcm":
        return facts
    found = decoders(data)
    pixels = found["pydicom"]
    agreed = sorted(
        who
        for who, what in found.items()
        if np.abs(what.astype(np.int64) - pixels.astype(np.int64)).max() <= LOSSY.get(name, 0)
    )
    frames = int(data.get("NumberOfFrames", 1))
    stored = pixels.reshape((frames, data.Rows, data.Columns) + ((3,) if data.SamplesPerPixel == 3 else ()))
    little = stored.astype(stored.dtype.newbyteorder("<"))
    facts["pixels"] = {
        "shape": list(stored.shape),
        "min": float(stored.min()),
        "max": float(stored.max()),
        "mean": float(stored.mean()),
        "sha256": hashlib.sha256(little.tobytes()).hexdigest(),
        "frame0_sha256": hashlib.sha256(little[0].tobytes()).hexdigest(),
        "agreed_by": agreed,
    }
    return facts


# MAT, UFF, zea, NIfTI


def mat_frames(content):
    if content[:128].startswith(b"MATLAB 7.3"):
        with h5py.File(io.BytesIO(content)) as file:
            iq = file["iq"][()].T
            return [frame(np.hypot(iq["real"].astype(float), iq["imag"].astype(float)), file["dtce"][()].T)]
    values = scipy.io.loadmat(io.BytesIO(content))
    if "IData" in values:
        magnitude = np.hypot(values["IData"].astype(float), values["QData"].astype(float))
        return [frame(das=magnitude[:, :, 0, page]) for page in range(magnitude.shape[3])]
    das = np.abs(values["iq"].astype(complex)) if "iq" in values else None
    return [frame(das, values["dtce"])]


def uff_frames(content):
    with h5py.File(io.BytesIO(content)) as file:
        data = file["b_data/data/real"][()].astype(float) + 1j * file["b_data/data/imag"][()]
        scan = file["b_data/scan"]
        depths = len(scan["depth_axis" if "depth_axis" in scan else "z_axis"])
        if data.shape[-1] != scan["x"].size:
            # Written from Python: pixels come first, frames last.
            data = data.T
        deep = np.hypot(scan["x"][()], scan["z"][()]) if "depth_axis" in scan else scan["z"][()]
        if np.isclose(deep.ravel()[0], deep.ravel()[1]):
            return [frame(das=np.abs(each.ravel()).reshape(depths, -1)) for each in data]
        return [frame(das=np.abs(each.ravel()).reshape(-1, depths).T) for each in data]


def zea_map(data, name):
    """Values of the frames and where their pixels lie: groups since zea 0.1, arrays before."""
    node = data.get(name)
    if node is None or isinstance(node, h5py.Dataset):
        return (None if node is None else node[()]), None
    values = node["values"][()]
    if values.dtype == np.uint8 and "min" in node and "max" in node:
        low, high = float(node["min"][()]), float(node["max"][()])
        values = low + values * (high - low) / 255
    return values, node["coordinates"][()] if "coordinates" in node else None


def zea_frames(content):
    found = []
    with h5py.File(io.BytesIO(content)) as file:
        tracks = [file["tracks"][f"track_{at}"] for at in range(len(file["tracks"]))] if "tracks" in file else [file]
        for track in tracks:
            both, das_grid = zea_map(track["data"], "beamformed_data")
            das = None if both is None else np.hypot(both[..., 0].astype(float), both[..., 1])
            if das is None:
                das, das_grid = zea_map(track["data"], "envelope_data")
            clinical, grid = zea_map(track["data"], "image")
            if clinical is not None:
                # The logarithm of nothing is as dark as the darkest pixel of its frame.
                clinical = [np.where(np.isneginf(each), each[np.isfinite(each)].min(), each) for each in clinical]
            if das is None or clinical is None or not np.array_equal(das_grid, grid):
                found += [frame(das=each) for each in (() if das is None else das)]
                found += [frame(clinical=each) for each in clinical or ()]
            else:
                found += [frame(*pair) for pair in zip(das, clinical, strict=True)]
    return found


def nifti_frames(path):
    loaded = nibabel.load(path)
    data = np.asanyarray(loaded.dataobj)
    values = np.abs(data.astype(complex)) if np.iscomplexobj(data) else data.astype(float)
    slices = values.reshape(values.shape[:2] + (-1,), order="F")
    return [frame(clinical=slices[:, :, at].T) for at in range(slices.shape[2])]


# Containers


def entries(name, content):
    """Name and content of every file of an archive, in its order."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(each.filename, archive.read(each)) for each in archive.infolist() if not each.is_dir()]
    if name.endswith(".7z"):
        with py7zr.SevenZipFile(io.BytesIO(content)) as archive:
            names = archive.getnames()
        with py7zr.SevenZipFile(io.BytesIO(content)) as archive:
            factory = py7zr.io.BytesIOFactory(1 << 20)
            archive.extractall(factory=factory)
            return [(each, factory.get(each).read()) for each in names]
    if name.endswith(".zst"):
        content = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(content)).read()
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return [(each.name, archive.extractfile(each).read()) for each in archive if each.isfile()]


def walk(name, content):
    """The files of an archive and of those in it: path below the archive, and content."""
    found = []
    for path, inner in entries(name, content):
        if path.endswith((".zip", ".tar.gz", ".7z")):
            found += [(f"{path}!/{deeper}", each) for deeper, each in walk(path, inner)]
        else:
            found.append((path, inner))
    return found


def archive(name, content):
    files = walk(name, content)
    frames = []
    for path, inner in files:
        if path.endswith(".mat"):
            frames += mat_frames(inner)
        elif path.endswith(".dcm"):
            frames += dicom_frames(inner)
        else:
            frames.append({"reason": "unsupported_format"})
    return {"entries": [[path, len(inner)] for path, inner in files], "frames": frames}


def unzipped(name, content):
    return gzip.decompress(content) if name.endswith(".gz") else content


def facts(path):
    name = path.relative_to(HERE).as_posix()
    content = path.read_bytes()
    found = dicom(name, content) if name.startswith("dicom/") else {}
    if name in REFUSED:
        found["frames"] = [{"reason": REFUSED[name]}]
    elif name.startswith("archives/"):
        found = archive(name, content)
    elif name.startswith("dicom/"):
        found["frames"] = dicom_frames(content)
        if name in LOSSY:
            found["tolerance"] = LOSSY[name] / 255
    elif name.startswith("mat/"):
        found["frames"] = mat_frames(content)
    elif name.startswith("uff/"):
        found["frames"] = uff_frames(unzipped(name, content))
    elif name.startswith("zea/"):
        found["frames"] = zea_frames(unzipped(name, content))
    else:
        found["frames"] = nifti_frames(path)
    return name, found


def main():
    files = sorted(path for path in HERE.glob("*/*") if path.is_file())
    lines = [f"{json.dumps(name)}: {json.dumps(found)}" for name, found in map(facts, files)]
    (HERE / "FACTS.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


main()

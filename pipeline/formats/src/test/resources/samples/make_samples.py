#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""Writes the sample files beside this script, from fixed seeds: see README.md."""

import bz2
import gzip
import io
import lzma
import pathlib
import tarfile
import zipfile

import h5py
import hdf5plugin
import imagecodecs
import nibabel
import numpy as np
import py7zr
import pydicom
import scipy.io
import zstandard
from PIL import Image
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID

HERE = pathlib.Path(__file__).parent
HEIGHT, WIDTH = 24, 20
TIME = (2026, 1, 2, 3, 4, 6)
DICOM = "1.2.840.10008.1.2"


def random(seed):
    return np.random.default_rng(seed)


def grey(seed, bits=8, signed=False):
    """A soft gradient with a little noise, over nearly the whole range of its bits."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    soft = 0.5 + 0.4 * np.sin(0.3 * x + 0.2 * y + seed) + random(seed).uniform(-0.08, 0.08, x.shape)
    top = (1 << bits) - 1
    values = np.clip(soft * top, 0, top).astype(np.int64) - ((1 << bits - 1) if signed else 0)
    return values.astype((np.int8 if signed else np.uint8) if bits <= 8 else (np.int16 if signed else np.uint16))


def colour(seed):
    return np.stack([grey(seed), grey(seed + 1), grey(seed + 2)], axis=-1)


def iq(seed, shape=(HEIGHT, WIDTH)):
    generator = random(seed)
    return (1000 * (generator.normal(size=shape) + 1j * generator.normal(size=shape))).astype(np.complex64)


def clinical(seed, shape=(HEIGHT, WIDTH)):
    return random(seed).uniform(0, 255, size=shape).astype(np.float32)


# DICOM


def dicom(pixels, syntax, photometric="MONOCHROME2", bits=None, frames=None, **elements):
    """A data set of an ultrasound image; the pixels are what is stored, not yet compressed."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = UID(syntax)
    meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.1.1.6.1")
    meta.MediaStorageSOPInstanceUID = UID("1.2.826.0.1.3680043.8.498.2.1")
    data = FileDataset(None, {}, file_meta=meta, preamble=bytes(128))
    data.SOPClassUID, data.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    data.StudyInstanceUID, data.SeriesInstanceUID = "1.2.826.0.1.3680043.8.498.2.2", "1.2.826.0.1.3680043.8.498.2.3"
    data.PatientName, data.PatientID, data.Modality = "Nobody^Test", "T-2", "US"
    shape = pixels.shape if frames is None else pixels.shape[1:]
    data.Rows, data.Columns = shape[:2]
    data.SamplesPerPixel = shape[2] if len(shape) == 3 else 1
    if data.SamplesPerPixel == 3:
        data.PlanarConfiguration = 0
    if frames is not None:
        data.NumberOfFrames = frames
    data.PhotometricInterpretation = photometric
    data.BitsAllocated = 8 * pixels.itemsize
    data.BitsStored = bits or data.BitsAllocated
    data.HighBit = data.BitsStored - 1
    data.PixelRepresentation = int(pixels.dtype.kind == "i")
    for name, value in elements.items():
        setattr(data, name, value)
    order = ">" if syntax == DICOM + ".2" else "<"
    data["PixelData"] = pydicom.DataElement(
        "PixelData", "OW" if pixels.itemsize > 1 else "OB", pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()
    )
    return data


def write_dicom(name, data):
    big = data.file_meta.TransferSyntaxUID == DICOM + ".2"
    implicit = data.file_meta.TransferSyntaxUID == DICOM
    pydicom.dcmwrite(
        HERE / "dicom" / name, data, implicit_vr=implicit, little_endian=not big, enforce_file_format=True
    )


def compressed(data, syntax, frames, **elements):
    """The data set with frames that another encoder made."""
    data.file_meta.TransferSyntaxUID = UID(syntax)
    for name, value in elements.items():
        setattr(data, name, value)
    data["PixelData"] = pydicom.DataElement("PixelData", "OB", encapsulate(frames))
    data["PixelData"].is_undefined_length = True
    return data


def jpeg(pixels, **options):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=90, **options)
    return file.getvalue()


def write_dicoms():
    explicit = DICOM + ".1"
    write_dicom("explicit_le.dcm", dicom(grey(1), explicit))
    write_dicom("implicit_le_12_of_16.dcm", dicom(grey(2, 12), DICOM, bits=12))
    write_dicom("explicit_be_signed.dcm", dicom(grey(3, 16, signed=True), DICOM + ".2"))
    write_dicom("deflated.dcm", dicom(grey(4), DICOM + ".1.99"))
    write_dicom("monochrome1.dcm", dicom(grey(5), explicit, "MONOCHROME1"))
    write_dicom("rgb.dcm", dicom(colour(6), explicit, "RGB"))
    planes = dicom(colour(7), explicit, "RGB", PlanarConfiguration=1)
    planes.PixelData = np.moveaxis(colour(7), -1, 0).tobytes()
    write_dicom("rgb_planes.dcm", planes)
    write_dicom("three_frames.dcm", dicom(np.stack([grey(8), grey(9), grey(10)]), explicit, frames=3))

    palette = dicom(grey(11) // 16, explicit, "PALETTE COLOR")
    for at, name in enumerate(("Red", "Green", "Blue")):
        setattr(palette, name + "PaletteColorLookupTableDescriptor", [16, 0, 16])
        table = (np.arange(16, dtype="<u2") * (4000 + 40 * at)).tobytes()
        setattr(palette, name + "PaletteColorLookupTableData", table)
    write_dicom("palette.dcm", palette)

    region = Dataset()
    region.RegionSpatialFormat, region.RegionDataType, region.RegionFlags = 1, 1, 0
    region.RegionLocationMinX0, region.RegionLocationMinY0 = 3, 4
    region.RegionLocationMaxX1, region.RegionLocationMaxY1 = 16, 21
    region.PhysicalUnitsXDirection = region.PhysicalUnitsYDirection = 3
    region.PhysicalDeltaX = region.PhysicalDeltaY = 0.05
    write_dicom("region.dcm", dicom(grey(12), explicit, SequenceOfUltrasoundRegions=[region]))

    for name, data in (
        ("rle_8.dcm", dicom(grey(13), explicit)),
        ("rle_16.dcm", dicom(grey(14, 12), explicit, bits=12)),
        ("rle_rgb_two_frames.dcm", dicom(np.stack([colour(15), colour(18)]), explicit, "RGB", frames=2)),
    ):
        data.compress(DICOM + ".5", generate_instance_uid=False)
        write_dicom(name, data)

    write_dicom("jpeg_8.dcm", compressed(dicom(grey(21), explicit), DICOM + ".4.50", [jpeg(grey(21))]))
    write_dicom(
        "jpeg_colour.dcm",
        compressed(
            dicom(colour(22), explicit, "RGB"),
            DICOM + ".4.50",
            [jpeg(colour(22), subsampling="4:4:4")],
            PhotometricInterpretation="YBR_FULL",
        ),
    )
    for name, pixels, bits in (("jpeg_lossless_8.dcm", grey(25), 8), ("jpeg_lossless_16.dcm", grey(26, 16), 16)):
        code = imagecodecs.jpeg_encode(pixels, lossless=True, bitspersample=bits)
        write_dicom(name, compressed(dicom(pixels, explicit), DICOM + ".4.70", [code]))
    # Twelve bits in the lossy process: nothing here decodes them, and the file says so.
    code = imagecodecs.jpeg_encode(grey(27, 12), level=90, bitspersample=12)
    write_dicom("jpeg_12.dcm", compressed(dicom(grey(27, 12), explicit, bits=12), DICOM + ".4.51", [code]))

    for name, data, syntax, options in (
        ("jpegls_8.dcm", dicom(grey(28), explicit), ".4.80", {}),
        ("jpegls_12.dcm", dicom(grey(29, 12), explicit, bits=12), ".4.80", {}),
        ("jpegls_rgb.dcm", dicom(colour(30), explicit, "RGB"), ".4.80", {}),
        ("jpegls_near.dcm", dicom(grey(33), explicit), ".4.81", {"jls_error": 3}),
    ):
        data.compress(DICOM + syntax, generate_instance_uid=False, **options)
        write_dicom(name, data)

    for name, pixels, syntax, level in (
        ("jpeg2000_8.dcm", grey(34), ".4.90", None),
        ("jpeg2000_16.dcm", grey(35, 16), ".4.90", None),
        ("jpeg2000_lossy.dcm", grey(36), ".4.91", 40),
    ):
        code = imagecodecs.jpeg2k_encode(
            pixels, level=level, codecformat="j2k", reversible=level is None, resolutions=3
        )
        write_dicom(name, compressed(dicom(pixels, explicit), DICOM + syntax, [code]))

    # What must be refused: no pixels, a video, a file that is cut.
    report = dicom(grey(37), explicit)
    del report.PixelData
    write_dicom("no_pixels.dcm", report)
    write_dicom("video.dcm", compressed(dicom(grey(38), explicit), DICOM + ".4.102", [b"\x00\x00\x01\xb3" + bytes(60)]))
    whole = (HERE / "dicom" / "explicit_le.dcm").read_bytes()
    (HERE / "dicom" / "truncated.dcm").write_bytes(whole[:-100])


# MAT, UFF, zea


def write_mats():
    pair = {"iq": iq(1), "dtce": clinical(1)}
    parameters = {"acq_params": {"f0": 4716981.0, "tx_volts": 35.0}}
    scipy.io.savemat(HERE / "mat" / "v5.mat", pair | parameters)
    scipy.io.savemat(HERE / "mat" / "v7.mat", {"iq": iq(2).astype(np.complex128), "dtce": clinical(2)}, do_compression=True)
    scipy.io.savemat(HERE / "mat" / "image_int16.mat", {"dtce": clinical(3).astype(np.int16)}, do_compression=True)
    stack = iq(4, (HEIGHT, WIDTH, 1, 2))
    scipy.io.savemat(
        HERE / "mat" / "verasonics.mat",
        {"IData": stack.real.copy(), "QData": stack.imag.copy(), "Trans": {"name": "L11-4v", "frequency": 6.25}},
        do_compression=True,
    )
    # Version 4 is another format, which is not read.
    scipy.io.savemat(HERE / "mat" / "v4.mat", {"iq": iq(5), "dtce": clinical(5)}, format="4")
    cut = (HERE / "mat" / "v5.mat").read_bytes()
    (HERE / "mat" / "truncated.mat").write_bytes(cut[:-200])
    # Sizes of two frames.
    scipy.io.savemat(HERE / "mat" / "sizes_differ.mat", {"iq": iq(6), "dtce": clinical(6)[1:]}, do_compression=True)

    for name, options in (
        ("v73.mat", {}),
        ("v73_chunks.mat", {"chunks": (7, 9), "compression": "gzip", "shuffle": True, "fletcher32": True}),
    ):
        path = HERE / "mat" / name
        with h5py.File(path, "w", userblock_size=512) as file:
            both = np.zeros((WIDTH, HEIGHT), np.dtype([("real", "<f4"), ("imag", "<f4")]))
            both["real"], both["imag"] = iq(7).T.real, iq(7).T.imag
            file.create_dataset("iq", data=both, **options).attrs["MATLAB_class"] = np.bytes_("single")
            file.create_dataset("dtce", data=clinical(7).T, **options).attrs["MATLAB_class"] = np.bytes_("single")
        with open(path, "r+b") as file:
            file.write(b"MATLAB 7.3 MAT-file, written by h5py".ljust(124) + b"\x00\x02IM")


def write_uff(name, seed, sector):
    depth = np.linspace(0.01, 0.04, HEIGHT)
    lateral = np.linspace(-0.4, 0.4, WIDTH) if sector else np.linspace(-0.01, 0.01, WIDTH)
    side, deep = [axis.ravel() for axis in np.meshgrid(lateral, depth, indexing="ij")]
    with h5py.File(HERE / "uff" / name, "w") as file:
        data = file.create_group("b_data")
        data.attrs["class"] = "uff.beamformed_data"
        values = iq(seed, (2, 1, 1, WIDTH * HEIGHT))
        data.create_dataset("data/real", data=values.real)
        data.create_dataset("data/imag", data=values.imag)
        data.create_dataset("modulation_frequency", data=np.array([[5e6]]))
        scan = data.create_group("scan")
        scan.attrs["class"] = "uff.sector_scan" if sector else "uff.linear_scan"
        scan.create_dataset("azimuth_axis" if sector else "x_axis", data=lateral)
        scan.create_dataset("depth_axis" if sector else "z_axis", data=depth)
        scan.create_dataset("x", data=deep * np.sin(side) if sector else side)
        scan.create_dataset("z", data=deep * np.cos(side) if sector else deep)


def write_hdf5s():
    write_uff("linear.uff", 1, sector=False)
    write_uff("sector.uff", 2, sector=True)
    # The newest layout, of HDF5 2.0, is not read: few files have it yet.
    chunks = {"chunks": (1, 8, 8, 2), "compression": "lzf", "shuffle": True}
    for name, newest, filters in (
        ("earliest.hdf5", "earliest", {}),
        ("v110.hdf5", "v110", chunks),
        ("v200.hdf5", "v200", chunks),
    ):
        with h5py.File(HERE / "zea" / name, "w", libver=(newest, "latest")) as file:
            file.attrs["probe"] = "L11-4v"
            values = iq(3, (2, HEIGHT, WIDTH))
            file.create_dataset("data/beamformed_data", data=np.stack([values.real, values.imag], -1), **filters)
            file.create_dataset("data/image", data=clinical(3, (2, HEIGHT, WIDTH)) - 255)
            file.create_dataset("scan/center_frequency", data=np.float32(6.25e6))
            file.create_dataset("scan/sound_speed", data=np.float32(1540))
    # Filters of plugins: whole numbers, which they can pack, and noise, which they skip.
    for name, packed in (
        ("blosc_zstd", hdf5plugin.Blosc("zstd", 5, hdf5plugin.Blosc.SHUFFLE)),
        ("blosc_lz4", hdf5plugin.Blosc("lz4", 9, hdf5plugin.Blosc.BITSHUFFLE)),
        ("blosc_blosclz", hdf5plugin.Blosc("blosclz", 9, hdf5plugin.Blosc.NOSHUFFLE)),
        ("lz4", hdf5plugin.LZ4(nbytes=1000)),
        ("bitshuffle", hdf5plugin.Bitshuffle(nelems=64, cname="lz4")),
        ("zstandard", hdf5plugin.Zstd()),
        ("zfp", hdf5plugin.Zfp(reversible=True)),
    ):
        with h5py.File(HERE / "zea" / f"{name}.hdf5", "w", libver=("v110", "v110")) as file:
            values = np.round(iq(4, (1, HEIGHT, WIDTH)) / 50)
            pairs = np.stack([values.real, values.imag], -1)
            file.create_dataset("data/beamformed_data", data=pairs, chunks=(1, 21, WIDTH, 2), compression=packed)
            image = clinical(4, (1, HEIGHT, WIDTH)) - 255
            file.create_dataset("data/image", data=image, chunks=(1, HEIGHT, WIDTH), compression=packed)
            file.create_dataset("scan/center_frequency", data=np.float32(6.25e6))
    # Radio frequency of the elements alone: nothing here beamforms.
    with h5py.File(HERE / "zea" / "raw_data.hdf5", "w") as file:
        file.create_dataset("data/raw_data", data=np.zeros((1, 2, 8, 4, 1), np.float32))
        file.create_dataset("scan/center_frequency", data=np.float32(6.25e6))
    # HDF5 of nobody's layout; its links lead out of the file.
    with h5py.File(HERE / "hdf5" / "links.h5", "w") as file:
        file["outside"] = h5py.ExternalLink("/etc/hostname", "/")
        file["dangling"] = h5py.SoftLink("/nowhere")


# NIfTI


def write_niftis():
    whole = nibabel.Nifti1Image(random(1).integers(-900, 900, (WIDTH, HEIGHT, 3)).astype(np.int16), np.eye(4))
    whole.header.set_slope_inter(0.5, 10)
    nibabel.save(whole, HERE / "nifti" / "int16_scaled.nii")
    nibabel.save(nibabel.Nifti2Image(clinical(2, (WIDTH, HEIGHT, 2)), np.eye(4)), HERE / "nifti" / "nifti2.nii")
    nibabel.save(nibabel.Nifti1Image(clinical(3, (WIDTH, HEIGHT, 2, 2)), np.eye(4)), HERE / "nifti" / "four.nii.gz")
    big = nibabel.Nifti1Image(clinical(4, (WIDTH, HEIGHT, 1)), np.eye(4), nibabel.Nifti1Header(endianness=">"))
    nibabel.save(big, HERE / "nifti" / "big_endian.nii")
    nibabel.save(nibabel.Nifti1Image(iq(5, (WIDTH, HEIGHT, 1)), np.eye(4)), HERE / "nifti" / "complex64.nii")
    # The header without its image file.
    nibabel.save(nibabel.Nifti1Pair(clinical(6, (WIDTH, HEIGHT, 1)), np.eye(4)), HERE / "nifti" / "pair.img")
    (HERE / "nifti" / "pair.img").unlink()


# Containers


def members():
    """The same members everywhere, one of them in a folder, one with a name that is not ASCII."""
    return {
        "v7.mat": (HERE / "mat" / "v7.mat").read_bytes(),
        "folder/Herz-Süd.dcm": (HERE / "dicom" / "jpegls_8.dcm").read_bytes(),
        "folder/notes.txt": b"Nothing that is read.\n",
    }


def write_zip(name, method):
    with zipfile.ZipFile(HERE / "archives" / name, "w") as archive:
        archive.writestr(zipfile.ZipInfo("folder/", TIME), b"")
        for path, content in members().items():
            archive.writestr(zipfile.ZipInfo(path, TIME), content, method)


def tar_bytes(layout, paths):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=layout) as archive:
        for path, content in paths.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return file.getvalue()


def write_archives():
    write_zip("deflated.zip", zipfile.ZIP_DEFLATED)
    write_zip("stored.zip", zipfile.ZIP_STORED)
    long = {"deep/" * 30 + "v7.mat": members()["v7.mat"]}
    target = HERE / "archives"
    (target / "gnu.tar").write_bytes(tar_bytes(tarfile.GNU_FORMAT, long))
    pax = tar_bytes(tarfile.PAX_FORMAT, members() | long)
    (target / "pax.tar.gz").write_bytes(gzip.compress(pax, mtime=0))
    (target / "pax.tar.bz2").write_bytes(bz2.compress(pax))
    (target / "pax.tar.xz").write_bytes(lzma.compress(pax))
    (target / "pax.tar.zst").write_bytes(zstandard.ZstdCompressor().compress(pax))
    for name, method in (("lzma2.7z", py7zr.FILTER_LZMA2), ("bzip2.7z", py7zr.FILTER_BZIP2)):
        with py7zr.SevenZipFile(target / name, "w", filters=[{"id": method}]) as archive:
            for path, content in members().items():
                archive.writestr(content, path)
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("inner/sweep.tar.gz", TIME), (target / "pax.tar.gz").read_bytes())
    (target / "nested.zip").write_bytes(nested.getvalue())


def main():
    for folder in ("dicom", "mat", "uff", "zea", "hdf5", "nifti", "archives"):
        (HERE / folder).mkdir(exist_ok=True)
        for file in (HERE / folder).iterdir():
            file.unlink()
    write_dicoms()
    write_mats()
    write_hdf5s()
    write_niftis()
    write_archives()


main()

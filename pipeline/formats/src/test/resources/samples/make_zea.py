#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""Writes zea/toolbox_*.hdf5.gz and uff/python_*.uff.gz with the packages that define these formats:
pip install zea==0.1.8 'jax[cpu]' pyuff-ustb==3.0.0

Run it after make_samples.py, which empties the folders. Files of zea have pages of 64 KiB, mostly empty: hence the gz.
python make_zea.py FOLDER writes them and more elsewhere, for a closer look.
"""

import gzip
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "jax"
import numpy as np
import pyuff_ustb
from zea import File
from zea.beamform.pixelgrid import cartesian_pixel_grid, polar_pixel_grid

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent)
FRAMES, HEIGHT, WIDTH, TRANSMITS, ELEMENTS = 2, 12, 10, 2, 4
CARTESIAN = cartesian_pixel_grid((-0.019, 0.019), (0.005, 0.045), grid_size_x=WIDTH, grid_size_z=HEIGHT).astype(np.float32)
POLAR = polar_pixel_grid((-0.5, 0.4), (0.01, 0.065), HEIGHT, WIDTH).astype(np.float32)
CURVED = polar_pixel_grid((-0.3, 0.3), (0.0, 0.055), HEIGHT, WIDTH, distance_to_apex=0.06).astype(np.float32)
SCAN = dict(
    sampling_frequency=np.float32(40e6),
    center_frequency=np.float32(6.25e6),
    demodulation_frequency=np.float32(6e6),
    sound_speed=np.float32(1540),
    initial_times=np.zeros(TRANSMITS, np.float32),
    t0_delays=np.zeros((TRANSMITS, ELEMENTS), np.float32),
    tx_apodizations=np.ones((TRANSMITS, ELEMENTS), np.float32),
    focus_distances=np.full(TRANSMITS, np.inf, np.float32),
    transmit_origins=np.zeros((TRANSMITS, 3), np.float32),
    polar_angles=np.zeros(TRANSMITS, np.float32),
)
# Nothing of a person may get into a table.
PERSONAL = dict(
    metadata=dict(
        subject=dict(id="Quixote", type="human", age=np.uint8(50), sex="male"),
        credit="Dulcinea",
        text_report="Quixote complains of windmills",
        annotations=dict(anatomy="Quixote", view="Quixote", label="Quixote"),
    ),
    description="Quixote",
    acquisition_time="2026-06-12T14:30:00+00:00",
)


def iq(seed, frames=FRAMES):
    return np.random.default_rng(seed).normal(size=(frames, HEIGHT, WIDTH, 2)).astype(np.float32)


def decibels(seed, frames=FRAMES):
    return np.random.default_rng(seed).uniform(-60, 0, (frames, HEIGHT, WIDTH)).astype(np.float32)


def grid(values, coordinates=None, **more):
    return dict(values=values, **({} if coordinates is None else dict(coordinates=coordinates)), **more)


def write(name, compression="gzip", **content):
    content = dict(scan=SCAN) | content if "tracks" not in content else content
    path = FOLDER / "zea" / f"toolbox_{name}.hdf5"
    File.create(
        path,
        probe=dict(name="verasonics_l11_4v", probe_geometry=np.zeros((ELEMENTS, 3), np.float32)),
        us_machine="verasonics_vantage",
        compression=compression,
        chunk_axes=None,
        overwrite=True,
        ignore_warnings=True,
        **content,
    )
    pack(path)


def pack(path):
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    path.unlink()


def write_uff(name, seed, frames, scan):
    values = np.random.default_rng(seed).normal(size=(2, WIDTH * HEIGHT, 1, 1, frames))
    path = FOLDER / "uff" / f"python_{name}.uff"
    pyuff_ustb.BeamformedData(scan=scan, data=(values[0] + 1j * values[1]).astype(np.complex64)).write(
        str(path), "b_data", ignore_missing_compulsory_fields=True
    )
    pack(path)


def main():
    write("polar", data=dict(beamformed_data=grid(iq(1), POLAR), image=grid(decibels(1), POLAR)), **PERSONAL)
    # An image on another grid, though of the same size.
    write("two_grids", data=dict(beamformed_data=grid(iq(2), POLAR), image=grid(decibels(2), CARTESIAN)))
    # Grey levels of 60 dB, beside an envelope.
    levels = np.random.default_rng(3).integers(0, 256, (FRAMES, HEIGHT, WIDTH)).astype(np.uint8)
    stated = dict(min=np.float32(-60), max=np.float32(0), unit="dB")
    envelope = np.abs(iq(3)[..., 0])
    write("levels", data=dict(envelope_data=grid(envelope, CARTESIAN), image=grid(levels, CARTESIAN, **stated)))
    # The specification allows minus infinity.
    black = decibels(4)
    black[0, 3, 4:7] = -np.inf
    write("black", data=dict(beamformed_data=grid(iq(4), CURVED), image=grid(black, CURVED)))
    write(
        "two_tracks",
        tracks=[
            dict(label="focused", scan=SCAN, data=dict(beamformed_data=grid(iq(5), POLAR), image=grid(decibels(5), POLAR))),
            dict(label="plane wave", scan=SCAN, data=dict(envelope_data=grid(np.abs(iq(6, 1)[..., 1]), CARTESIAN))),
        ],
        track_schedule=np.zeros(0, np.int32),
    )
    depths, lines = np.linspace(0.01, 0.06, HEIGHT), np.linspace(-0.5, 0.4, WIDTH)
    sector = pyuff_ustb.SectorScan(azimuth_axis=lines, depth_axis=depths, origin=pyuff_ustb.Point())
    linear = pyuff_ustb.LinearScan(x_axis=lines / 20, z_axis=depths)
    write_uff("sector", 1, 3, sector)
    if len(sys.argv) > 1:
        write_uff("sector_one", 2, 1, sector)
        write_uff("linear", 3, 3, linear)
        write_uff("linear_one", 4, 1, linear)
        more()


def more():
    both = dict(beamformed_data=grid(iq(7), CARTESIAN), image=grid(decibels(7), CARTESIAN))
    write("cartesian", data=both)
    write("envelope", data=dict(envelope_data=grid(np.abs(iq(8)[..., 0]), POLAR)))
    write("image", data=dict(image=grid(decibels(9), POLAR)))
    write("image_bare", data=dict(image=grid(decibels(10))), scan=None)
    write("bare", data=dict(beamformed_data=grid(iq(11)), image=grid(decibels(11))))
    write("one_sided", data=dict(beamformed_data=grid(iq(12), POLAR), image=grid(decibels(12))))
    moving = np.stack([CARTESIAN, CARTESIAN + np.float32([0.001, 0, 0])])
    write("moving", data=dict(beamformed_data=grid(iq(13), moving), image=grid(decibels(13), moving)))
    write("moved_apart", data=dict(beamformed_data=grid(iq(14), moving), image=grid(decibels(14), CARTESIAN)))
    write("frame_grid", data=dict(beamformed_data=grid(iq(15), np.stack([POLAR, POLAR])), image=grid(decibels(15), POLAR)))
    flat = CARTESIAN[:, :, None, :]
    write("one_slice", data=dict(beamformed_data=grid(iq(16)[:, :, :, None], flat), image=grid(decibels(16)[..., None], flat)))
    write("volume", data=dict(image=grid(np.zeros((1, 4, 5, 3), np.float32), np.zeros((4, 5, 3, 3), np.float32))))
    mask = np.zeros((FRAMES, HEIGHT, WIDTH, 1), bool)
    write("segmentation", data=dict(segmentation=grid(mask, CARTESIAN, labels=np.array(["LV"]))))
    write("raw", data=dict(raw_data=np.zeros((1, TRANSMITS, 8, ELEMENTS, 1), np.float32)))
    write("rf", data=dict(beamformed_data=grid(iq(17)[..., :1], CARTESIAN), image=grid(decibels(17), CARTESIAN)))
    pulse = dict(label="push", scan=SCAN, transmit_only=True)
    write("pulse", tracks=[pulse, dict(label="imaging", scan=SCAN, data=both)], track_schedule=np.zeros(0, np.int32))


main()

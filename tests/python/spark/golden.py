#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""The frame of udfs/src/test/resources/golden: what Python found for it without this program, and where the jars are."""

import json
import os
import zipfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "udfs/src/test/resources/golden"
METRICS = json.loads((GOLDEN / "metrics_frame.json").read_text())
HEIGHT, WIDTH = METRICS["magnitude"]["shape"]

JAR = os.environ["MIMICKNET_JAR"]
"""The job jar that fits this PySpark."""
BESIDE = [jar for jar in os.environ.get("MIMICKNET_BESIDE", "").split(",") if jar]
"""Jars that a distribution has and PyPI's PySpark has not: Delta Lake, Spark Connect."""
EXTENSIONS = "org.mimicknet.sql.MimickNetExtensions"


def image(name):
    return np.fromfile(GOLDEN / name, "<f4").reshape(HEIGHT, WIDTH)


def das():
    return image(METRICS["magnitude"]["file"])


def clinical():
    return image(METRICS["clinical"]["file"])


def output():
    """Of the shipped model, by ONNX Runtime in Python."""
    return image("outputs/frame.f32")


def rows():
    """The frame, and one without pixels."""
    return [
        ("frame", das().tobytes(), clinical().tobytes(), HEIGHT, WIDTH),
        ("no pixels", None, None, HEIGHT, WIDTH),
    ]


SCHEMA = "name STRING, das BINARY, clinical BINARY, height INT, width INT"

QUERY = """
    SELECT name, output, das, clinical, height, width,
           mn_ssim(mn_normalize(clinical, height, width), output, height, width) AS ssim,
           mn_ssim(mn_normalize(clinical, height, width),
                   mn_normalize(mn_log_compress(das, height, width), height, width), height, width) AS das_ssim
    FROM (SELECT *, mimicknet(das, height, width, '{model}') AS output FROM {frames}) ORDER BY name
"""


def write_model(folder):
    """The model that the jar holds, as the folder of a bundle."""
    with zipfile.ZipFile(JAR) as jar:
        for name in ("model.json", "model.onnx"):
            (Path(folder) / name).write_bytes(jar.read("org/mimicknet/model/shipped/" + name))
    return str(folder)


def check(test, first, second, to_numpy):
    """That the rows of QUERY hold what Python found."""
    test.assertEqual(first.name, "frame")
    image = to_numpy(first)
    test.assertEqual((image.dtype, image.shape), (np.dtype("float32"), (HEIGHT, WIDTH)))
    np.testing.assert_allclose(image, output(), rtol=0, atol=5e-6)
    np.testing.assert_array_equal(to_numpy(first, "das"), das())
    np.testing.assert_array_equal(to_numpy(first, "clinical"), clinical())
    test.assertAlmostEqual(first.ssim, METRICS["output"]["ssim"], delta=1e-5)
    test.assertAlmostEqual(first.das_ssim, METRICS["das"]["ssim"], delta=1e-5)
    test.assertEqual((second.name, second.ssim), ("no pixels", None))
    test.assertIsNone(to_numpy(second))

#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""Writes the expected values beside this script: see README.md."""

import json
import pathlib

import numpy as np
import onnxruntime
from skimage.metrics import structural_similarity

HERE = pathlib.Path(__file__).parent
MODEL = HERE.parents[2] / "main" / "resources" / "org" / "mimicknet" / "model" / "shipped"
NAME = "mimicknet-sim"
SIZES = [(8, 24), (9, 15), (16, 16), (17, 16), (17, 17), (31, 33), (32, 32), (95, 47)]
MULTIPLE = 16
C1, C2 = 0.01**2, 0.03**2


def stored(name, values, dtype="<f4"):
    path = HERE / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(np.ascontiguousarray(values, dtype=dtype).tobytes())
    return {"file": name, "shape": list(values.shape)}


# Images


def speckle(seed, height, width):
    """Magnitudes of speckle under a bright layer and a dark cyst, deeper ones weaker."""
    generator = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width] / np.array([height, width]).reshape(2, 1, 1)
    field = generator.normal(size=(height, width)) + 1j * generator.normal(size=(height, width))
    cyst = np.where((y - 0.6) ** 2 + (x - 0.5) ** 2 < 0.03, 0.02, 1)
    layer = np.where(np.abs(y - 0.25) < 0.04, 8, 1)
    return (1000 * np.abs(field) * cyst * layer * np.exp(-2 * y)).astype(np.float32)


def compressed(magnitude):
    """20 log10 below the maximum, cut at -80 dB, from 0 to 1."""
    with np.errstate(divide="ignore"):
        decibels = np.maximum(20 * np.log10(magnitude.astype(np.float64) / magnitude.max()), -80)
    return normalised(decibels)


def normalised(values):
    values = values.astype(np.float64)
    return ((values - values.min()) / (values.max() - values.min())).astype(np.float32)


# The network


def padding(n, minimal):
    return 0 if minimal and n % MULTIPLE == 0 else MULTIPLE - n % MULTIPLE


def padded(image, minimal):
    """Reflected at the end of each side; None where a side is too short for that."""
    pads = [padding(n, minimal) for n in image.shape]
    if any(pad >= n for pad, n in zip(pads, image.shape, strict=True)):
        return None
    return np.pad(image, [(0, pad) for pad in pads], mode="reflect")


def enhanced(session, image, minimal):
    whole = session.run(None, {"image": padded(image, minimal)[None, None]})[0][0, 0]
    return np.clip(whole[: image.shape[0], : image.shape[1]], 0, 1)


def network():
    session = onnxruntime.InferenceSession(MODEL / "model.onnx", providers=["CPUExecutionProvider"])
    manifest = {"inputs": {}, "padded": {}, "outputs": {NAME: {"cases": {}}}}
    inputs = {f"speckle_{h}x{w}": compressed(speckle(h, h, w)) for h, w in SIZES}
    inputs["frame"] = compressed(speckle(1, 64, 48))
    for name, image in inputs.items():
        manifest["inputs"][name] = stored(f"inputs/{name}.f32", image)
        case = {"error": "a side is too short to be reflected"}
        if padded(image, False) is not None:
            manifest["padded"][name] = stored(f"padded/{name}.f32", padded(image, False))
            case = stored(f"outputs/{name}.f32", enhanced(session, image, False))
        if padded(image, True) is not None:
            case["minimal_pad"] = stored(f"outputs/{name}__minpad.f32", enhanced(session, image, True))
        manifest["outputs"][NAME]["cases"][name] = case
    return manifest, enhanced(session, inputs["frame"], False)


# Metrics


def window():
    axis = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
    kernel = np.outer(axis, axis)
    return kernel / kernel.sum()


def means(values):
    """The weighted mean in every window of 11 x 11 that lies inside."""
    windows = np.lib.stride_tricks.sliding_window_view(values, (11, 11))
    return np.einsum("ijkl,kl->ij", windows, window())


def pixel_errors(x, y):
    """Metrics that need no window; corr of a constant image is NaN."""
    mse = np.mean((x - y) ** 2)
    constant = x.min() == x.max() or y.min() == y.max()
    return {
        "mse": mse,
        "mae": np.mean(np.abs(x - y)),
        "psnr": -10 * np.log10(mse) if mse > 0 else float("inf"),
        "corr": float("nan") if constant else np.corrcoef(x.ravel(), y.ravel())[0, 1],
    }


def metrics(reference, image):
    """The seven metrics in double precision."""
    x, y = reference.astype(np.float64), image.astype(np.float64)
    mx, my = means(x), means(y)
    luminance = (2 * mx * my + C1) / (mx**2 + my**2 + C1)
    variances = means(x * x) - mx**2 + means(y * y) - my**2
    structure = (2 * (means(x * y) - mx * my) + C2) / (variances + C2)
    _, whole = structural_similarity(
        x, y, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1, full=True
    )
    ssim = whole[5:-5, 5:-5].mean()
    assert abs(ssim - (luminance * structure).mean()) < 1e-9, "two ways to compute SSIM differ"
    windowed = {"ssim": ssim, "contrast_structure": structure.mean(), "luminance": luminance.mean()}
    return windowed | pixel_errors(x, y)


def matched(source, reference):
    """The histogram of the reference, by linear interpolation between its levels."""
    levels, where, counts = np.unique(source.ravel(), return_inverse=True, return_counts=True)
    wanted, wanted_counts = np.unique(reference.ravel(), return_counts=True)
    at = np.interp(np.cumsum(counts) / source.size, np.cumsum(wanted_counts) / reference.size, wanted)
    return at[where].reshape(source.shape)


def frame_metrics(output):
    """One frame as enhance sees it, from magnitudes to the four sets of metrics."""
    das = speckle(1, 64, 48)
    clinical = (200 * compressed(das).astype(np.float64) ** 1.5 + speckle(2, 64, 48) / 400).astype(np.float32)
    x, z, y = normalised(clinical).astype(np.float64), compressed(das), output.astype(np.float64)
    offset = y.mean() - x.mean()
    return {
        "magnitude": stored("frame/das.f32", das),
        "clinical": stored("frame/clinical.f32", clinical),
        "reference": stored("frame/reference.f32", x),
        "das": metrics(x, z),
        "output": metrics(x, y),
        "histogram_matched": metrics(matched(x, z), matched(y, z)),
        "gain_corrected": metrics(x + offset, y),
        "gain_offset_added_to_clinical": offset,
    }


def ssim_cases():
    generator = np.random.default_rng(5)
    one, other = generator.random((32, 24)), generator.random((32, 24))
    ramp = np.add.outer(np.arange(12), np.arange(15)) / 25
    impulse = np.zeros((21, 21))
    impulse[10, 10] = 1
    flat = np.ones((16, 16))
    pairs = {
        "zero_zero": (0 * flat, 0 * flat),
        "zero_one": (0 * flat, flat),
        "half_half": (flat / 2, flat / 2),
        "quarter_three_quarters": (flat / 4, 3 * flat / 4),
        "random_itself": (one, one),
        "random_inverse": (one, 1 - one),
        "random_other": (one, other),
        "random_mixed": (one, 0.75 * one + 0.25 * other),
        "ramp_squared": (ramp, ramp**2),
        "impulse_zero": (impulse, 0 * impulse),
        "one_window": (one[:11, :11], other[:11, :11]),
    }
    for height, width in ((1, 1), (10, 20), (11, 10)):
        pairs[f"too_small_{height}x{width}"] = (one[:height, :width], other[:height, :width])
    cases = {}
    for name, both in pairs.items():
        # Values that a float32 has as well.
        x, y = (each.astype(np.float32).astype(np.float64) for each in both)
        file = stored(f"ssim/{name}.f64", np.concatenate([x, y]), "<f8")["file"]
        found = pixel_errors(x, y) if name.startswith("too_small") else metrics(x, y)
        cases[name] = {"file": file, "shape": list(x.shape)} | {key: text(value) for key, value in found.items()}
    return {"cases": cases}


def text(number):
    return repr(float(number)).replace("inf", "Infinity").replace("nan", "NaN")


def write(name, values):
    (HERE / name).write_text(json.dumps(values, indent=1) + "\n")


def main():
    manifest, output = network()
    write("manifest.json", manifest)
    write("metrics_frame.json", frame_metrics(output))
    write("ssim/ssim_cases.json", ssim_cases())


main()

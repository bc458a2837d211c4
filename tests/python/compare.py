#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""The same frames in Python, beside the figures of `mimicknet benchmark --keep DIR --json DIR/benchmark.json`.

Usage: compare.py DIR [--seconds 2] [--rounds 1]

Prints Markdown: onnxruntime, PyTorch eager and channels_last, scikit-image SSIM, and a PySpark
pandas_udf that does the job of `enhance` (28 metrics, and with one SSIM only), with the ratios.
"""

import argparse
import concurrent.futures
import glob
import json
import os
import statistics
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
os.environ["PYSPARK_PYTHON"] = sys.executable

import numpy as np
import onnxruntime
import pyarrow.parquet
from skimage.exposure import match_histograms
from skimage.metrics import structural_similarity

TASKS = 2


def image(raw, height, width):
    return np.frombuffer(raw, "<f4").reshape(height, width)


def preprocess(das):
    a = das.astype(np.float64)
    with np.errstate(divide="ignore"):
        d = np.clip(20 * np.log10(a / a.max()), -80, 0)
    return ((d - d.min()) / (d.max() - d.min())).astype(np.float32)


def normalise(clinical):
    c = clinical.astype(np.float64)
    return (c - c.min()) / (c.max() - c.min())


def pad(x):
    height, width = x.shape
    return np.pad(x, ((0, 16 - height % 16), (0, 16 - width % 16)), mode="reflect")


def session(onnx):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])


def enhance(net, das):
    x = preprocess(das)
    name = net.get_inputs()[0].name
    y = net.run(None, {name: pad(x)[None, None]})[0][0, 0]
    return x, np.clip(y[: x.shape[0], : x.shape[1]], 0, 1)


def ssim(x, y):
    return structural_similarity(
        x, y, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=1
    )


def seven(x, y):
    """The metrics of docs/SCIENCE.md section 4; luminance and contrast-structure are not in scikit-image."""
    e = x - y
    mse = float(np.mean(e * e))
    return [mse, float(np.mean(np.abs(e))), ssim(x, y), -10 * np.log10(mse) if mse else np.inf,
            float(np.corrcoef(x.ravel(), y.ravel())[0, 1])]


def four_sets(clinical, das, output):
    c, d, o = clinical, das.astype(np.float64), output.astype(np.float64)
    return (seven(c, o) + seven(c, d)
            + seven(match_histograms(c, d), match_histograms(o, d))
            + seven(c + o.mean() - c.mean(), o))


def per_second(work, seconds):
    start, calls = time.perf_counter(), 0
    while True:
        work()
        calls += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return calls / elapsed


def together(work, seconds):
    with concurrent.futures.ThreadPoolExecutor(TASKS) as pool:
        return sum(f.result() for f in [pool.submit(per_second, work, seconds) for _ in range(TASKS)])


def torch_network(path, channels_last):
    """The ONNX graph, node by node, in eager PyTorch."""
    import onnx
    import onnx.numpy_helper
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(TASKS)
    form = torch.channels_last if channels_last else torch.contiguous_format
    graph = onnx.load(path).graph
    weights = {}
    for i in graph.initializer:
        w = torch.from_numpy(onnx.numpy_helper.to_array(i).copy())
        weights[i.name] = w.contiguous(memory_format=form) if w.dim() == 4 else w

    def run(x):
        values = dict(weights)
        values[graph.input[0].name] = torch.from_numpy(x).contiguous(memory_format=form)
        for node in graph.node:
            a = {k.name: onnx.helper.get_attribute_value(k) for k in node.attribute}
            v = [values[name] for name in node.input if name]
            if node.op_type == "Conv":
                r = F.conv2d(*v, padding=tuple(a["pads"][:2]), groups=a.get("group", 1))
            elif node.op_type == "ConvTranspose":
                r = F.conv_transpose2d(*v, stride=tuple(a["strides"]))
            elif node.op_type == "MaxPool":
                r = F.max_pool2d(v[0], tuple(a["kernel_shape"]), tuple(a["strides"]))
            elif node.op_type == "LeakyRelu":
                r = F.leaky_relu(v[0], a.get("alpha", 0.01))
            elif node.op_type == "Relu":
                r = F.relu(v[0])
            elif node.op_type == "Concat":
                r = torch.cat(v, a["axis"])
            else:
                raise SystemExit("Cannot run the ONNX node " + node.op_type)
            values[node.output[0]] = r
        return values[graph.output[0].name].numpy()

    def guarded(x):
        with torch.inference_mode():
            return run(x)

    return guarded


def spark_job(folder, onnx_path, all_metrics):
    """What `enhance` does, as a pandas_udf: returns a function that runs it once."""
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import pandas_udf
    import pandas as pd

    spark = (SparkSession.builder.master("local[%d]" % TASKS)
             .config("spark.driver.memory", "4g").config("spark.ui.enabled", "false")
             .config("spark.sql.files.minPartitionNum", str(4 * TASKS))
             .config("spark.sql.parquet.compression.codec", "zstd")
             .config("spark.sql.execution.arrow.maxRecordsPerBatch", "4").getOrCreate())
    spark.sparkContext.setLogLevel("ERROR")
    stored = spark.read.parquet(folder + "/warehouse/frames")
    frames = stored.count()

    @pandas_udf("array<double>")
    def metrics(das: pd.Series, clinical: pd.Series, height: pd.Series, width: pd.Series) -> pd.Series:
        cache = globals().setdefault("_sessions", {})
        net = cache.get(onnx_path) or cache.setdefault(onnx_path, session(onnx_path))
        rows = []
        for d, c, h, w in zip(das, clinical, height, width):
            x, y = enhance(net, image(d, h, w))
            truth = normalise(image(c, h, w))
            rows.append(four_sets(truth, x, y) if all_metrics else [ssim(truth, y.astype(np.float64))])
        return pd.Series(rows)

    def once(warm_up=False):
        source = stored.limit(4) if warm_up else stored
        start = time.perf_counter()
        (source.select("frame_id", metrics("das", "clinical", "height", "width").alias("metrics"))
         .write.mode("overwrite").parquet(folder + "/python-enhanced"))
        return frames / (time.perf_counter() - start)

    return once


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    onnx_path = os.path.join(given.folder, "model", "model.onnx")
    file = sorted(glob.glob(given.folder + "/warehouse/frames/**/*.parquet", recursive=True))[0]
    row = pyarrow.parquet.ParquetFile(file).read(
        columns=["das", "clinical", "height", "width"]).slice(0, 1).to_pylist()[0]
    das = image(row["das"], row["height"], row["width"])
    truth = normalise(image(row["clinical"], row["height"], row["width"]))
    net = session(onnx_path)
    name = net.get_inputs()[0].name
    x = pad(preprocess(das))[None, None]
    output = net.run(None, {name: x})[0]
    seen = preprocess(das).astype(np.float64)

    eager, last = torch_network(onnx_path, False), torch_network(onnx_path, True)
    for torch_net in (eager, last):
        worst = float(np.abs(torch_net(x) - output).max() / np.abs(output).max())
        if worst > 1e-4:
            raise SystemExit("Cannot compare: PyTorch differs from ONNX Runtime by %g" % worst)
    run = lambda: net.run(None, {name: x})
    lines = {
        "onnxruntime, 2 tasks of 1 thread": ("frames/s", lambda: together(run, given.seconds)),
        "PyTorch eager, 2 threads": ("frames/s", lambda: per_second(lambda: eager(x), given.seconds)),
        "PyTorch eager channels_last, 2 threads": ("frames/s", lambda: per_second(lambda: last(x), given.seconds)),
        "scikit-image SSIM, float64": ("ms/frame", lambda: 1000 / per_second(lambda: ssim(truth, seen), given.seconds)),
        "PySpark pandas_udf, all metrics": ("frames/s", spark_job(given.folder, onnx_path, True)),
        "PySpark pandas_udf, one SSIM": ("frames/s", spark_job(given.folder, onnx_path, False)),
    }
    values = {key: [] for key in lines}
    for turn in range(-1, given.rounds):
        for key, (unit, measure) in lines.items():
            if turn >= 0:
                values[key].append(measure())
            elif "pandas_udf" in key:
                measure(warm_up=True)  # Python compiles nothing: a few frames start the workers
            else:
                measure()
    median = {key: statistics.median(v) for key, v in values.items()}

    print("| in Python, %d x %d | median | min | max | unit |\n|---|---|---|---|---|" % das.shape)
    for key, (unit, _) in lines.items():
        print("| %s | %.3g | %.3g | %.3g | %s |" % (key, median[key], min(values[key]), max(values[key]), unit))
    with open(os.path.join(given.folder, "benchmark.json")) as f:
        java = {line["name"]: line["median"] for line in json.load(f)["lines"]}
    size = "%dx%d" % das.shape
    best = "vector" if "engine vector, 2 tasks, " + size in java else "onnx"
    torch_best = max(median["PyTorch eager, 2 threads"], median["PyTorch eager channels_last, 2 threads"])
    ssims = median["scikit-image SSIM, float64"]
    bare, whole = java.get("engine %s, 2 tasks, %s" % (best, size)), java.get("enhance in Spark, engine %s, %s" % (best, size))
    ratios = [
        ("engine %s / PyTorch eager, same threads" % best, bare and bare / median["PyTorch eager, 2 threads"], 5),
        ("engine %s / the faster PyTorch" % best, bare and bare / torch_best, None),
        ("engine %s / onnxruntime in Python" % best, bare and bare / median["onnxruntime, 2 tasks of 1 thread"], None),
        ("scikit-image SSIM / our SSIM in double", ssims / java.get("SSIM in double, " + size, np.nan), 8),
        ("scikit-image SSIM / our SSIM in float", ssims / java.get("SSIM in float, " + size, np.nan), 30),
        ("enhance / pandas_udf, all metrics", whole and whole / median["PySpark pandas_udf, all metrics"], 3),
        ("enhance / pandas_udf, one SSIM", whole and whole / median["PySpark pandas_udf, one SSIM"], None),
    ]
    print("\n| ratio | measured | target | |\n|---|---|---|---|")
    for key, ratio, target in ratios:
        if ratio and np.isfinite(ratio):
            verdict = "" if target is None else "met" if ratio >= target else "not met"
            print("| %s | %.3g | %s | %s |" % (key, ratio, ">= %g" % target if target else "", verdict))


if __name__ == "__main__":
    main()

#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""Reads warehouses without Spark, by delta-rs, DuckDB and polars, and compares with what Spark says they hold.

    read_warehouse.py (WAREHOUSE DUMP)...

A DUMP is a folder of JSON rows for each table, as the command sql writes them:
    INSERT OVERWRITE DIRECTORY 'DUMP/frames' USING json SELECT * FROM frames
Prints a line for each table, and ends with 1 at the first difference. The packages are in readers.txt.
"""

import base64
import json
import math
import os
import pathlib
import sys

import duckdb
import numpy as np
import polars as pl
from deltalake import DeltaTable

TABLES = ("frames", "enhanced", "study_summary", "runs")
PIXELS = ("das", "clinical", "output")


def as_spark_writes(value):
    """A value of Arrow as Spark's JSON has it: no NULLs in rows and structs, times cut to milliseconds."""
    if isinstance(value, dict):
        return {name: as_spark_writes(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        if value and isinstance(value[0], tuple):
            return {name: as_spark_writes(inner) for name, inner in value}
        return [as_spark_writes(inner) for inner in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if hasattr(value, "isoformat"):
        assert value.utcoffset().total_seconds() == 0, value
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value


def maps_as_dicts(row, maps):
    return {name: dict(value) if name in maps and value is not None else value for name, value in row.items()}


def differ(what, here, there):
    sys.exit(f"{what}: delta-rs reads {str(here)[:300]}, Spark {str(there)[:300]}")


def compare_rows(table, arrow, spark):
    maps = {field.name for field in arrow.schema if str(field.type).startswith("map<")}
    here = [as_spark_writes(maps_as_dicts(row, maps)) for row in arrow.to_pylist()]
    if len(here) != len(spark):
        differ(f"rows of {table}", len(here), len(spark))
    in_order = lambda rows: sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
    for ours, theirs in zip(in_order(here), in_order(spark)):
        for name in sorted(ours.keys() | theirs.keys()):
            if ours.get(name) != theirs.get(name):
                differ(f"{table}.{name}", ours.get(name), theirs.get(name))


def compare_sums(table, location, arrow, spark, duck):
    """The numbers of a table, summed by DuckDB over Arrow, by polars, and over Spark's own rows."""
    duck.register("arrow", arrow)
    numbers = [field.name for field in arrow.schema if str(field.type) == "double"]
    scan = pl.scan_delta(location)
    for name in numbers:
        expected = math.fsum(row[name] for row in spark if name in row)
        [(by_duckdb,)] = duck.sql(f"SELECT coalesce(fsum({name}), 0) FROM arrow").fetchall()
        by_polars = scan.select(pl.col(name).sum()).collect().item()
        for reader, found in (("DuckDB", by_duckdb), ("polars", by_polars)):
            if not math.isclose(found, expected, rel_tol=1e-12, abs_tol=1e-12):
                sys.exit(f"sum of {table}.{name}: {reader} has {found}, Spark {expected}")
    for reader, count in (
        ("DuckDB", duck.sql("SELECT count(*) FROM arrow").fetchall()[0][0]),
        ("polars", scan.select(pl.len()).collect().item()),
    ):
        if count != len(spark):
            sys.exit(f"rows of {table}: {reader} has {count}, Spark {len(spark)}")
    return len(numbers)


def compare_pixels(arrow, spark):
    """Images, by numpy of what delta-rs reads: as Spark has them, of the size that the row states."""
    by_member = {(row["source_path"], row["status"]): row for row in spark}
    images = 0
    columns = ["source_path", "status", "height", "width", "das", "clinical"]
    for row in arrow.select(columns).to_pylist():
        for name in PIXELS:
            if row.get(name) is not None:
                image = np.frombuffer(row[name], "<f4").reshape(row["height"], row["width"])
                other = base64.b64decode(by_member[row["source_path"], row["status"]][name])
                if not np.array_equal(image.ravel(), np.frombuffer(other, "<f4")) or not image.any():
                    differ(f"{name} of {row['source_path']}", image, "other pixels")
                images += 1
    return images


def main(warehouse, dump, duck):
    for table in TABLES:
        location = f"{warehouse}/{table}"
        delta = DeltaTable(location)
        spark = [
            json.loads(line)
            for file in pathlib.Path(dump, table).glob("*.json")
            for line in file.read_text().splitlines()
        ]
        arrow = delta.to_pyarrow_table()
        compare_rows(table, arrow, spark)
        numbers = compare_sums(table, location, arrow, spark, duck)
        images = compare_pixels(arrow, spark) if table == "frames" else 0
        if delta.to_pandas().shape != (len(spark), len(arrow.schema)):
            differ(f"shape of {table} in pandas", delta.to_pandas().shape, len(spark))
        protocol = delta.protocol()
        print(
            f"{table}: version {delta.version()}, protocol {protocol.min_reader_version} and"
            f" {protocol.min_writer_version}, {len(spark)} rows, {numbers} sums, {images} images"
        )


if __name__ == "__main__":
    with duckdb.connect() as connection:
        for place in range(1, len(sys.argv), 2):
            main(sys.argv[place], sys.argv[place + 1], connection)
    # Now and then the threads by which Arrow has read through delta-rs abort Python while it shuts down
    # ("terminate called without an active exception"). All is compared and printed by here.
    sys.stdout.flush()
    os._exit(0)

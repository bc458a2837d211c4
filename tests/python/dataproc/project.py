#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""What is tested: the files of conf, and the commands that submit gives."""

import csv
import os
import shlex
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CONF = ROOT / "conf"
LAUNCHER = ROOT / "mimicknet"
USUAL = ("--region", "europe-west4", "--bucket", "gs://my-bucket", "--name", "the-name", "--jar", "gs://my-bucket/a.jar")


def runtimes():
    """The rows of runtimes.csv that are in the cloud, by name."""
    with (CONF / "runtimes.csv").open() as file:
        rows = {row["runtime"]: row for row in csv.DictReader(file)}
    return {name: row for name, row in rows.items() if name.startswith(("dataproc-", "serverless-"))}


def profile(name):
    """The settings of a Spark profile, as Spark reads a file of properties."""
    lines = (line.strip() for line in (CONF / f"{name}.conf").read_text().splitlines())
    return dict(line.split(None, 1) for line in lines if line and not line.startswith("#"))


def submit(*arguments, path=None, **environment):
    """A finished run of ./mimicknet submit."""
    variables = {**os.environ, **environment}
    if path is not None:
        variables["PATH"] = path
    return subprocess.run(
        [LAUNCHER, "submit", *arguments], capture_output=True, text=True, env=variables, timeout=300
    )


class Command:
    """A command line as a shell takes it apart."""

    def __init__(self, words):
        end = words.index("--") if "--" in words else len(words)
        self.arguments = words[end + 1 :]
        self.words = [word for word in words[:end] if not word.startswith("--")]
        pairs = [word[2:].partition("=") for word in words[:end] if word.startswith("--")]
        self.flags = {name: value for name, _, value in pairs}
        assert len(self.flags) == len(pairs), f"A flag is there twice: {words}"

    def properties(self):
        prefix = "^|^"
        assert self.flags["properties"].startswith(prefix)
        return dict(pair.split("=", 1) for pair in self.flags["properties"][len(prefix) :].split("|"))


def commands(printed):
    """What --dry-run prints."""
    lines = printed.replace("\\\n", " ").strip().splitlines()
    return [Command(shlex.split(line)) for line in lines]


def dry_run(*arguments):
    run = submit("--dry-run", *USUAL, *arguments)
    assert run.returncode == 0, run.stderr
    return commands(run.stdout)

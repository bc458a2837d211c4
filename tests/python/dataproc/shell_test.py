#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""ShellCheck finds nothing in the scripts of the project."""

import subprocess
import tempfile
import unittest
from pathlib import Path

from project import ROOT


def scripts():
    """What begins as a shell script does, of the files of the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    names = listed.stdout.split("\0")[:-1] if listed.returncode == 0 else []
    paths = [ROOT / name for name in names] or [
        *(ROOT / name for name in ("mimicknet", ".ci/run", "jobs/release/dist.sh")),
        *(ROOT / "conf").rglob("*.sh"),
        *(path for path in (ROOT / "tests").iterdir() if path.is_file() and not path.suffix),
    ]
    return [path for path in paths if path.is_file() and path.read_bytes()[:30].startswith((b"#!/usr/bin/env bash", b"#!/bin/"))]


def findings(paths):
    run = subprocess.run(["shellcheck", "-x", *map(str, paths)], capture_output=True, text=True, cwd=ROOT)
    return run.returncode, run.stdout + run.stderr


class Scripts(unittest.TestCase):
    def test_there_are_some(self):
        names = {str(path.relative_to(ROOT)) for path in scripts()}
        known = {"mimicknet", ".ci/run", "jobs/release/dist.sh", "conf/dataproc/submit.sh", "conf/dataproc/java17.sh", "tests/javas"}
        self.assertLessEqual(known, names)

    def test_nothing_is_found(self):
        self.assertEqual(findings(scripts()), (0, ""))

    def test_it_would_be(self):
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder, "script")
            script.write_text("#!/usr/bin/env bash\nrm -rf $1/*\n")
            code, said = findings([script])
        self.assertEqual(code, 1)
        self.assertIn("SC2086", said)


if __name__ == "__main__":
    unittest.main(verbosity=2)

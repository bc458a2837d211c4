#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""The initialization action in a root of its own, with a java and a package manager that only write down their calls."""

import os
import shutil
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

from project import CONF

ACTION = CONF / "dataproc/java17.sh"
TOOLS = ("bash", "sed", "head", "ln", "grep", "env", "cat", "mkdir", "chmod", "readlink", "rm", "mv", "tar", "gzip")
JAVA = '#!/usr/bin/env bash\necho \'openjdk version "%s" 2026-10-20\' >&2\n'
ENV = "export SPARK_DAEMON_MEMORY=1g\n"

# What a package manager does here: it says what it was asked, and brings a Java of that version.
MANAGER = """#!/usr/bin/env bash
echo "{name} $*" >> "$ROOT/calls"
[[ "$*" != *{broken}* ]] || exit 100
if [[ "$*" == *install* ]]; then
  mkdir -p "$ROOT/usr/lib/jvm/{jvm}/bin"
  cat "$ROOT/java17" > "$ROOT/usr/lib/jvm/{jvm}/bin/java"
  chmod +x "$ROOT/usr/lib/jvm/{jvm}/bin/java"
fi
"""


class InitializationAction(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.bin = self.root / "bin"
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.spark_env = self.root / "etc/spark/conf/spark-env.sh"
        self.spark_env.parent.mkdir(parents=True)
        self.spark_env.write_text(ENV)
        (self.root / "usr/lib/jvm").mkdir(parents=True)
        (self.root / "java17").write_text(JAVA % "17.0.17")
        self.link = self.root / "usr/lib/jvm/mimicknet-java17"

    def script(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def default_java(self, version):
        self.script(self.bin / "java", JAVA % version)

    def manager(self, name="apt-get", jvm="java-17-openjdk-amd64", broken="nothing"):
        self.script(self.bin / name, MANAGER.format(name=name, jvm=jvm, broken=broken))

    def run_action(self, **environment):
        return subprocess.run(
            [ACTION],
            capture_output=True,
            text=True,
            env={"PATH": str(self.bin), "ROOT": str(self.root), **environment},
        )

    def calls(self):
        calls = self.root / "calls"
        return calls.read_text().splitlines() if calls.exists() else []

    def assert_java_17_beside_the_default(self, run):
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("mimicknet java17.sh: Java 17 is ", run.stdout)
        said = subprocess.run([self.link / "bin/java", "-version"], capture_output=True, text=True)
        self.assertIn('"17.0.17"', said.stderr)
        self.assertEqual(self.spark_env.read_text().count("JAVA_HOME="), 1)
        sourced = subprocess.run(["bash", "-c", f". {self.spark_env}; echo $JAVA_HOME $SPARK_DAEMON_MEMORY"], capture_output=True, text=True)
        self.assertEqual(sourced.stdout, f"{self.link} 1g\n")

    def test_on_java_11_it_installs_17_once(self):
        for version in ("11.0.29", "1.8.0_472"):
            with self.subTest(version):
                self.default_java(version)
                self.manager()
                self.assert_java_17_beside_the_default(self.run_action())
                self.assert_java_17_beside_the_default(self.run_action())
                self.assertEqual(len([call for call in self.calls() if " install " in call]), 1)

    def test_where_17_is_the_default_there_is_a_link_too_and_nothing_is_installed(self):
        self.default_java("17.0.17")
        self.manager()
        self.assert_java_17_beside_the_default(self.run_action())
        self.assertEqual(self.link.resolve(), self.root.resolve())
        # Some images have the default by a link, and some by JAVA_HOME.
        (self.bin / "java").unlink()
        self.script(self.root / "opt/jdk/bin/java", JAVA % "17.0.17")
        (self.bin / "java").symlink_to(self.root / "opt/jdk/bin/java")
        self.assert_java_17_beside_the_default(self.run_action())
        self.assertEqual(self.link.resolve(), (self.root / "opt/jdk").resolve())
        self.script(self.root / "home/bin/java", JAVA % "17.0.17")
        self.assert_java_17_beside_the_default(self.run_action(JAVA_HOME=str(self.root / "home")))
        self.assertEqual(self.link.resolve(), (self.root / "home").resolve())
        self.assertEqual(self.calls(), [])

    def archive(self, version="17.0.17", folder="jdk-17.0.17+10/", uri="gs://my-bucket/jdk-17.tar.gz"):
        """Metadata that name an archive, and a gcloud that gives it."""
        home = self.root / "jdk"
        self.script(home / "bin/java", JAVA % version)
        with tarfile.open(self.root / "jdk.tar.gz", "w:gz") as packed:
            packed.add(home, folder)
        shutil.rmtree(home)
        self.script(
            self.root / "usr/share/google/get_metadata_value",
            f"#!/usr/bin/env bash\n[ \"$*\" = attributes/mimicknet-java17 ] && echo {uri}\n",
        )
        self.script(
            self.bin / "gcloud",
            '#!/usr/bin/env bash\necho "gcloud $*" >> "$ROOT/calls"\ncat "$ROOT/jdk.tar.gz"\n',
        )

    def test_an_archive_in_a_bucket_comes_before_the_packages(self):
        self.default_java("11.0.29")
        self.manager()
        self.archive()
        for _ in range(2):
            self.assert_java_17_beside_the_default(self.run_action())
            self.assertEqual(self.calls(), ["gcloud storage cat gs://my-bucket/jdk-17.tar.gz"])

    def test_an_archive_that_cannot_be_used_is_named_and_another_run_may_take_a_good_one(self):
        self.default_java("11.0.29")
        self.manager()
        self.archive(uri="https://example.org/jdk.tar.gz")
        self.assertIn("The metadata mimicknet-java17 is https://example.org/jdk.tar.gz: ", self.failed())
        for wrong in ({"version": "21.0.9"}, {"folder": "a/jdk/"}):
            self.archive(**wrong)
            self.assertIn("gs://my-bucket/jdk-17.tar.gz is no JDK 17", self.failed())
        (self.root / "jdk.tar.gz").write_bytes(b"no archive")
        self.assertIn("Cannot unpack Java 17 from gs://my-bucket/jdk-17.tar.gz", self.failed())
        self.archive()
        self.assert_java_17_beside_the_default(self.run_action())

    def test_metadata_without_the_key_are_as_none(self):
        self.default_java("11.0.29")
        self.manager()
        self.script(self.root / "usr/share/google/get_metadata_value", "#!/usr/bin/env bash\necho Not found\nexit 1\n")
        self.assert_java_17_beside_the_default(self.run_action())

    def test_on_newer_ones_it_touches_nothing(self):
        self.manager()
        for version in ("21.0.9", "25-ea", "25.0.1"):
            with self.subTest(version):
                self.default_java(version)
                run = self.run_action()
                self.assertEqual((run.returncode, run.stderr), (0, ""))
                self.assertIn(f"java is Java {version[:2]}: nothing to do", run.stdout)
                self.assertEqual((self.calls(), self.spark_env.read_text()), ([], ENV))
                self.assertFalse(self.link.is_symlink())

    def test_the_java_of_java_home_is_the_default(self):
        self.default_java("11.0.29")
        self.script(self.root / "jdk21/bin/java", JAVA % "21.0.9")
        self.assertIn("is Java 21: nothing to do", self.run_action(JAVA_HOME=str(self.root / "jdk21")).stdout)

    def test_where_17_is_installed_already_nothing_is(self):
        self.default_java("11.0.29")
        self.script(self.root / "usr/lib/jvm/java-17-openjdk-arm64/bin/java", JAVA % "17.0.17")
        self.assert_java_17_beside_the_default(self.run_action())
        self.assertEqual(self.calls(), [])

    def test_rocky_linux_has_dnf(self):
        self.default_java("11.0.29")
        self.manager("dnf", "java-17-openjdk-17.0.17.0.10-1.el9.x86_64")
        self.assert_java_17_beside_the_default(self.run_action())

    def test_lists_that_cannot_be_updated_do_not_matter_if_the_package_comes(self):
        self.default_java("11.0.29")
        self.manager(broken="update")
        self.assert_java_17_beside_the_default(self.run_action())

    def test_what_cannot_be_installed_ends_the_action_and_says_why(self):
        self.default_java("11.0.29")
        self.assertIn("neither apt-get nor dnf", self.failed())
        self.manager(broken="install")
        self.assertIn("Cannot install Java 17; see above", self.failed())
        self.manager(jvm="java-17-openjdk-elsewhere/but/deeper")
        self.assertIn("Java 17 was installed, but no Java 17 is in", self.failed())

    def failed(self):
        run = self.run_action()
        self.assertNotEqual(run.returncode, 0)
        self.assertFalse(self.link.is_symlink())
        self.assertEqual(self.spark_env.read_text(), ENV)
        return run.stderr


if __name__ == "__main__":
    unittest.main(verbosity=2)

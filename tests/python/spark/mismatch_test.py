#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""A session without the jar, or with one for another Spark or Scala: sentences, and no stack trace of Java."""

import contextlib
import os
import unittest

import pyspark
from mimicknet_spark import MimickNetTransformer, register
from pyspark import SparkContext
from pyspark.sql import SparkSession

OTHERS = os.environ["MIMICKNET_OTHERS"].split(",")
"""Job jars for another Spark or Scala than this PySpark's."""
FITS = os.path.basename(os.environ["MIMICKNET_JAR"])
"""The name of the jar that fits."""
SCALA = "2.12" if pyspark.__version__.startswith("3.") else "2.13"


@contextlib.contextmanager
def session(*arguments):
    """In a JVM of its own."""
    os.environ["PYSPARK_SUBMIT_ARGS"] = " ".join([*arguments, "pyspark-shell"])
    try:
        try:
            spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
        except Exception as failure:
            # Its text comes from the JVM, and only as long as that runs.
            raise RuntimeError(str(failure)) from None
        yield spark
    finally:
        if SparkContext._active_spark_context is not None:
            SparkContext._active_spark_context.stop()
        gateway = SparkContext._gateway
        SparkContext._gateway = SparkContext._jvm = None
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(60)


class Mismatch(unittest.TestCase):
    def test_before_any_session(self):
        with self.assertRaisesRegex(RuntimeError, "^There is no Spark session yet: make one before"):
            MimickNetTransformer()

    def test_a_session_without_the_jar(self):
        with session() as spark:
            for door in (lambda: register(spark), MimickNetTransformer):
                with self.assertRaises(RuntimeError) as raised:
                    door()
                self.assertEqual(
                    str(raised.exception),
                    f"MimickNet is not on the class path of this Spark {pyspark.__version__} on Scala"
                    f" {self.scala(spark)}. Start it with --jars {FITS}"
                    " --conf spark.sql.extensions=org.mimicknet.sql.MimickNetExtensions,"
                    f" or set spark.jars to {FITS} before the first session",
                )

    def test_a_session_with_a_jar_of_another_line(self):
        with session("--jars", OTHERS[0]) as spark:
            for door in (lambda: register(spark), MimickNetTransformer):
                with self.assertRaises(RuntimeError) as raised:
                    door()
                sentence = str(raised.exception)
                self.assertIn(f"this is Spark {pyspark.__version__} on Scala {self.scala(spark)}", sentence)
                self.assertTrue(sentence.startswith(os.path.basename(OTHERS[0]) + " is for Spark "), sentence)
                self.assertTrue(sentence.endswith(f": take {FITS}"), sentence)

    def test_a_session_that_is_to_have_the_extensions_of_such_a_jar(self):
        extensions = "spark.sql.extensions=org.mimicknet.sql.MimickNetExtensions"
        with self.assertRaises(RuntimeError) as raised, session("--jars", OTHERS[-1], "--conf", extensions):
            self.fail("There is a session")
        lines = str(raised.exception).strip().splitlines()
        self.assertIn(os.path.basename(OTHERS[-1]) + " is for Spark ", lines[-1])
        self.assertTrue(lines[-1].endswith(f": take {FITS}"), lines)
        self.assertNotIn("\tat ", str(raised.exception))

    def scala(self, spark):
        scala = spark.sparkContext._jvm.scala.util.Properties.versionNumberString()
        self.assertTrue(scala.startswith(SCALA + "."))
        return scala


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")

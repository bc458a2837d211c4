#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""A client of Spark Connect: SQL by a server with the jar, and a sentence where the server has none."""

import os
import re
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

import golden
from mimicknet_spark import MimickNetTransformer, register, to_numpy
from pyspark.sql import SparkSession


class Server:
    """A server in a process of its own, on a port that is free."""

    LISTENS = re.compile(r"Spark Connect server started at: .*:(\d+)")

    def __init__(self, folder, jars, *arguments):
        self.log = []
        self.process = subprocess.Popen(
            [
                str(Path(os.environ["SPARK_HOME"]) / "bin/spark-submit"),
                *("--master", "local[2]", "--driver-memory", "1g"),
                *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
                *("--conf", "spark.connect.grpc.binding.port=0", "--conf", "spark.ui.enabled=false"),
                *(("--jars", ",".join(jars)) if jars else ()),
                *arguments,
                "spark-internal",
            ],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def port(self):
        for line in self.process.stderr:
            self.log.append(line)
            found = self.LISTENS.search(line)
            if found:
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return found.group(1)
        raise AssertionError("The server ended:\n" + "".join(self.log))

    def stop(self):
        self.process.terminate()
        self.process.wait(60)
        self.process.stderr.close()


class Connect(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.model = golden.write_model(folder.name)
        connect = [jar for jar in golden.BESIDE if "connect" in jar]
        extensions = ("--conf", "spark.sql.extensions=" + golden.EXTENSIONS)
        cls.servers = {}
        for name, jars, arguments in (
            ("with the jar", [golden.JAR, *golden.BESIDE], extensions),
            ("without", connect, ()),
        ):
            cls.servers[name] = Server(folder.name, jars, *arguments)
            cls.addClassCleanup(cls.servers[name].stop)

    def client(self, server):
        spark = SparkSession.builder.remote(f"sc://127.0.0.1:{self.servers[server].port()}").create()
        self.addCleanup(spark.stop)
        return spark

    def test_sql_by_a_server_with_the_jar_gives_what_python_found(self):
        spark = self.client("with the jar")
        frames = spark.createDataFrame(golden.rows(), golden.SCHEMA)
        frames.createOrReplaceTempView("frames")

        register(spark)

        query = golden.QUERY.format(model=self.model, frames="frames")
        golden.check(self, *spark.sql(query).collect(), to_numpy)
        with self.assertRaisesRegex(RuntimeError, "^MimickNetTransformer needs a session of its own, not one of"):
            MimickNetTransformer(modelUrl=self.model)

    def test_a_server_without_the_jar_is_a_sentence(self):
        spark = self.client("without")

        with self.assertRaises(RuntimeError) as raised:
            register(spark)

        self.assertEqual(
            str(raised.exception),
            "The server of Spark Connect has no function mimicknet, and a client cannot add it. Start the server"
            f" with --jars {Path(golden.JAR).name} --conf spark.sql.extensions={golden.EXTENSIONS}",
        )


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")

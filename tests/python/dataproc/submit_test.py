#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""./mimicknet submit: what it prints for each runtime, what it refuses, and what the real gcloud makes of it."""

import http.server
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

from google.cloud.dataproc_v1.types import AuthenticationConfig, Batch, Cluster, SubmitJobRequest, WorkflowTemplate
from google.protobuf.json_format import ParseDict
from project import Command, CONF, LAUNCHER, ROOT, USUAL, commands, dry_run, profile, runtimes, submit

JOB = ("reprocess", "--input", "gs://b/a folder's/*", "--warehouse", "gs://b/w")
CUDA = "--conf=spark.mimicknet.gpu.onnxruntime=gs://b/onnxruntime_gpu.jar"
ACCOUNT = "runner@my-project.iam.gserviceaccount.com"
JAVA_HOMES = ("spark.yarn.appMasterEnv.JAVA_HOME", "spark.executorEnv.JAVA_HOME")


AS_THE_ACCOUNT = AuthenticationConfig(user_workload_authentication_type="SERVICE_ACCOUNT")._pb


def place(runtime):
    return ("--cluster", "c1") if runtime.startswith("dataproc-") else ()


def expected_properties(runtime, gpu=False):
    row = runtimes()[runtime]
    kind = runtime.split("-")[0]
    expected = profile(kind + ("-gpu" if gpu else ""))
    if kind == "dataproc" and int(row["java"]) < 17:
        expected |= dict.fromkeys(JAVA_HOMES, "/usr/lib/jvm/mimicknet-java17")
    if ":" in row["delta"]:
        expected["spark.jars.packages"] = row["delta"]
    return expected


class WhatIsPrinted(unittest.TestCase):
    maxDiff = None

    def test_every_runtime_gets_its_version_jar_labels_and_profile(self):
        self.assertEqual(len(runtimes()), 8)
        for runtime, row in runtimes().items():
            with self.subTest(runtime):
                (command,) = dry_run("--runtime", runtime, *place(runtime), *JOB)

                kind, version = runtime.split("-")
                flags = {
                    "region": "europe-west4",
                    "labels": f"runtime={runtime.replace('.', '-')},command=reprocess",
                    "class": "org.mimicknet.jobs.Main",
                    "jars": "gs://my-bucket/a.jar",
                    "properties": command.flags["properties"],
                }
                if kind == "dataproc":
                    flags |= {"cluster": "c1", "id": "the-name", "bucket": "my-bucket"}
                else:
                    flags |= {"batch": "the-name", "version": version, "ttl": "24h", "deps-bucket": "gs://my-bucket"}
                group = "jobs" if kind == "dataproc" else "batches"
                self.assertEqual(command.words, ["gcloud", "dataproc", group, "submit", "spark"])
                self.assertEqual(command.flags, flags)
                self.assertEqual(command.properties(), expected_properties(runtime))
                self.assertEqual(command.arguments, list(JOB))

    def test_the_jar_is_that_of_the_runtime(self):
        for runtime, row in runtimes().items():
            with self.subTest(runtime):
                run = submit("--dry-run", "--region=europe-west4", "--bucket=b-1", "--runtime", runtime, *place(runtime), *JOB)
                (command,) = commands(run.stdout)
                jar = Path(command.flags["jars"])
                folder = "target" if jar.name == "mimicknet-jobs-spark3_2.12.jar" else f"target/{jar.stem[15:]}"

                self.assertEqual(jar, ROOT / "jobs" / folder / row["job_jar"])
                self.assertIn(f"-P{row['profile']} ", run.stderr if not jar.exists() else f"-P{row['profile']} ")

    def test_a_cluster_is_made_with_its_image_its_end_and_java_17_where_it_is_missing(self):
        for runtime, row in runtimes().items():
            if runtime.startswith("dataproc-"):
                with self.subTest(runtime):
                    *before, create, job = dry_run("--runtime", runtime, "--cluster=c1", "--create", "--ttl=8h", *JOB)
                    flags = {
                        "region": "europe-west4",
                        "labels": f"runtime={runtime.replace('.', '-')},command=reprocess",
                        "image-version": runtime.split("-")[1],
                        "delete-max-age": "8h",
                        "delete-max-idle": "30m",
                        "num-workers": "2",
                        "bucket": "my-bucket",
                    }
                    old = int(row["java"]) < 17
                    if old:
                        flags["initialization-actions"] = "gs://my-bucket/mimicknet/java17.sh"
                        flags["initialization-action-timeout"] = "30m"
                    if row["delta"] == "component":
                        flags["optional-components"] = "DELTA"

                    self.assertEqual(create.words, ["gcloud", "dataproc", "clusters", "create", "c1"])
                    self.assertEqual(create.flags, flags)
                    self.assertEqual(len(before), 1 if old else 0)
                    self.assertEqual(job.flags["cluster"], "c1")

    def test_an_image_and_a_java_of_ones_own(self):
        own = ("--image=my-image", "--java-archive=gs://b/jdk-17.tar.gz", "--subnet=s1", "--service-account=" + ACCOUNT)
        _, create, _ = dry_run("--runtime=dataproc-2.3", "--cluster=c1", "--create", *own, *JOB)
        expected = {"image": "my-image", "metadata": "mimicknet-java17=gs://b/jdk-17.tar.gz", "subnet": "s1", "service-account": ACCOUNT}
        self.assertEqual({key: create.flags.get(key) for key in expected}, expected)
        self.assertNotIn("image-version", create.flags)

    def test_an_account_is_the_identity_of_a_batch_of_every_runtime(self):
        for runtime in runtimes():
            if runtime.startswith("serverless-"):
                (command,) = dry_run("--runtime", runtime, "--service-account=" + ACCOUNT, *JOB)
                self.assertEqual(command.flags["service-account"], ACCOUNT)
                expected = "SERVICE_ACCOUNT" if runtime == "serverless-3.0" else None
                self.assertEqual(command.flags.get("user-workload-authentication-type"), expected, runtime)
        (command,) = dry_run("--runtime=serverless-3.0", *JOB)
        self.assertNotIn("user-workload-authentication-type", command.flags)

    def test_labels_add_up(self):
        (command,) = dry_run("--runtime=serverless-2.3", "--labels=team=a,cost=b", "--labels=site=c", *JOB)
        self.assertEqual(command.flags["labels"], "runtime=serverless-2-3,command=reprocess,team=a,cost=b,site=c")

    def test_the_jar_that_is_named_is_that_of_the_runtime_or_has_a_name_of_its_own(self):
        for name in ("mimicknet-jobs-spark3_2.12.jar", "mimicknet-jobs-spark3_2.12-1.2.0.jar", "mine.jar"):
            run = submit("--dry-run", *USUAL, "--runtime=dataproc-2.3", "--cluster=c1", "--jar", "gs://b/" + name, *JOB)
            self.assertEqual(run.returncode, 0, run.stderr)

    def test_the_profile_and_the_image_for_gpus_where_there_are_some(self):
        for runtime, row in runtimes().items():
            with self.subTest(runtime):
                arguments = ("--gpu", "--runtime", runtime, *place(runtime))
                if row["gpu_image"] == "none":
                    run = submit("--dry-run", *USUAL, *arguments, *JOB)
                    self.assertEqual(run.returncode, 1)
                    self.assertIn(f"Runtime {runtime} has no GPU image. These have: dataproc-2.3", run.stderr)
                else:
                    (job,) = dry_run(*arguments, CUDA, *JOB)
                    expected = expected_properties(runtime, gpu=True)
                    self.assertEqual(job.properties(), expected | {"spark.mimicknet.gpu.onnxruntime": "gs://b/onnxruntime_gpu.jar"})
        gpus = [runtime for runtime, row in runtimes().items() if row["gpu_image"] != "none"]
        self.assertEqual(gpus, ["dataproc-2.3", "serverless-2.3", "serverless-3.0"])

    def test_a_cluster_with_gpus(self):
        making = ("--gpu", "--runtime=dataproc-2.3", "--cluster=c1", "--create", CUDA, "--workers=5")
        *_, create, job = dry_run(*making, *JOB)
        self.assertEqual(job.properties()["spark.executor.instances"], "5")
        self.assertEqual(create.flags["worker-boot-disk-type"], "pd-balanced")
        self.assertEqual(create.flags["worker-machine-type"], "g2-standard-8")
        self.assertEqual(create.flags["initialization-action-timeout"], "30m")
        self.assertEqual(create.flags["no-shielded-secure-boot"], "")
        actions = "gs://my-bucket/mimicknet/java17.sh,gs://my-bucket/mimicknet/spark-rapids.sh"
        self.assertEqual(create.flags["initialization-actions"], actions)
        self.assertEqual(create.flags["image-version"], "2.3-ml-ubuntu22")
        self.assertEqual(create.flags["metadata"], "rapids-runtime=SPARK")
        *_, create, job = dry_run(*making, "--conf=spark.executor.instances=3", "--java-archive=gs://b/j.tar.gz", *JOB)
        self.assertEqual(job.properties()["spark.executor.instances"], "3")
        self.assertEqual(create.flags["metadata"], "mimicknet-java17=gs://b/j.tar.gz,rapids-runtime=SPARK")

    def test_gpus_are_for_what_computes_there(self):
        usual = ("--dry-run", "--gpu", "--runtime=serverless-2.3", *USUAL)
        for command in ("enhance", "reprocess", "demo", "benchmark"):
            for settings in ((), (CUDA, "--conf=spark.mimicknet.gpu.onnxruntime=")):
                run = submit(*usual, *settings, command, "--warehouse=gs://b/w")
                self.assertEqual((run.returncode, run.stdout), (2, ""))
                self.assertIn(f"Cannot run {command} on GPUs: no setting names ONNX Runtime with CUDA", run.stderr)
                self.assertIn("--conf spark.mimicknet.gpu.onnxruntime=gs://BUCKET/NAME.jar", run.stderr)
        folder = "--conf=spark.executor.extraJavaOptions=-Donnxruntime.native.path=/opt/ort"
        for words in ((folder, "enhance"), ("summarize",), ("train",)):
            self.assertEqual(submit(*usual, *words).returncode, 0, words)

    def test_a_setting_wins_over_the_profile_before_and_after_the_word_submit(self):
        (command,) = dry_run("--runtime=serverless-2.3", "--conf", "spark.sql.shuffle.partitions=9", *JOB)
        self.assertEqual(command.properties()["spark.sql.shuffle.partitions"], "9")
        run = subprocess.run(
            [LAUNCHER, "--conf", "spark.sql.shuffle.partitions=8", "submit", "--dry-run", *USUAL]
            + ["--runtime=serverless-2.3", *JOB],
            capture_output=True,
            text=True,
        )
        self.assertEqual(commands(run.stdout)[0].properties()["spark.sql.shuffle.partitions"], "8")

    def test_the_body_of_a_schedule_holds_what_json_can(self):
        cron = ("--runtime=serverless-2.3", "--schedule=0 1 * * *", "--project=p", "--service-account=" + ACCOUNT)
        words = ["sql", "--warehouse", "gs://b/w", "SELECT\t'a\\b',\r\n \"x\" FROM runs"]
        (command,) = [Command(shlex.split(submit("--dry-run", *USUAL, *cron, *words).stdout.replace("\\\n", " ")))]
        sent = json.loads(command.flags["message-body"])
        self.assertEqual(sent["sparkBatch"]["args"], words)
        self.assertNotIn("authenticationConfig", sent["environmentConfig"]["executionConfig"])
        for mark in "\a\b\x1b\x7f":
            run = submit("--dry-run", *USUAL, *cron, *words[:3], "SELECT '" + mark + "'")
            self.assertEqual((run.returncode, run.stdout), (1, ""))
            self.assertIn("it holds a control character", run.stderr)

    def test_the_schedule_of_the_page_judges_no_night_by_the_one_before(self):
        page = (ROOT / "docs/DATAPROC.md").read_text()
        (line,) = re.findall(r"(?m)^    (\./mimicknet submit .* --schedule .*)$", page)
        run = subprocess.run(["bash", "-c", line], capture_output=True, text=True, cwd=ROOT)
        self.assertEqual(run.returncode, 0, run.stderr)
        (command,) = commands(run.stdout)
        sent = json.loads(command.flags["message-body"])
        self.assertEqual(sent["runtimeConfig"]["properties"]["spark.mimicknet.retry-window"], "20h")
        args = sent["sparkBatch"]["args"]
        tag = args[args.index("--tag") + 1]
        question = f"configuration['tag'] = '{tag}' AND outcome = 'succeeded' AND started_at > current_timestamp() - INTERVAL 20 HOURS"
        self.assertIn(question, page)

    def test_what_is_printed_can_be_pasted(self):
        words = ["sql", "--warehouse", "gs://b/w", "SELECT 'it''s', \"x\" FROM runs -- $HOME `date` \\ *"]
        run = submit("--dry-run", *USUAL, "--runtime=serverless-2.3", *words)
        shown = subprocess.run(
            ["bash", "-c", "gcloud() { printf '%s\\0' \"$@\"; }\n" + run.stdout], capture_output=True, text=True, check=True
        )
        self.assertEqual(shown.stdout.split("\0")[-5:-1], words)


class WhatIsRefused(unittest.TestCase):
    def refused(self, code, sentence, *arguments, **environment):
        run = submit(*arguments, **environment)
        self.assertEqual((run.returncode, run.stdout), (code, ""), run.stderr)
        self.assertIn(sentence, run.stderr)

    def test_an_unknown_runtime_lists_the_known_ones(self):
        known = " ".join(runtimes())
        for wrong in (("--runtime", "dataproc-9"), ("--runtime", "local-spark3"), ("--runtime", "serverless-2?3"), ()):
            self.refused(1, known, *wrong, *USUAL, *JOB)

    def test_what_the_service_would_not_take(self):
        usual = ("--dry-run", "--runtime=serverless-2.3", *USUAL)
        on_cluster = ("--dry-run", "--runtime=dataproc-2.3", *USUAL)
        making = (*on_cluster, "--cluster=c1", "--create")
        for arguments, sentence in (
            ((*usual, "--name=My_Batch", *JOB), "--name 'My_Batch' is not legal"),
            ((*usual, "--name=abc", *JOB), "4 to 63"),
            ((*usual, "--name=" + "a" * 64, *JOB), "4 to 63"),
            ((*usual, "--labels=Team=x", *JOB), "--labels 'Team=x' is not legal"),
            ((*usual, "--labels=team=a.b", *JOB), "is not legal"),
            ((*usual, "--labels=team", *JOB), "is not legal"),
            ((*usual, "--ttl=soon", *JOB), "--ttl 'soon' is not legal"),
            ((*usual, "--region=Europe", *JOB), "--region 'Europe' is not legal"),
            ((*usual, "--bucket=gs://b/folder", *JOB), "is not legal"),
            ((*usual, "--cluster=c1", *JOB), "has no cluster"),
            ((*usual, "--wrong=x", *JOB), "There is no option --wrong"),
            ((*usual, "--ttl"), "--ttl needs a value"),
            (usual, "A command is missing"),
            ((*usual, "--conf=sparky=1", *JOB), "a setting is spark.KEY=VALUE"),
            ((*usual, "--ttl=9m", *JOB), "--ttl '9m' is not legal: the service takes 10m to 14d"),
            ((*usual, "--ttl=337h", *JOB), "the service takes 10m to 14d"),
            ((*making, "--max-idle=299s", *JOB), "--max-idle '299s' is not legal: the service takes 5m to 14d"),
            ((*making, "--max-idle=15d", *JOB), "the service takes 5m to 14d"),
            ((*making, "--ttl=99999999999999999999s", *JOB), "is not legal"),
            ((*usual, "--labels=runtime=x", *JOB), "the label runtime is always there"),
            ((*usual, "--labels=a=b", "--labels=command=x", *JOB), "the label command is always there"),
            ((*usual[:-2], "--jar=gs://b/mimicknet-jobs-spark3_2.12.jar", *JOB), "runtime serverless-2.3 takes mimicknet-jobs-spark3_2.13.jar"),
            ((*making, "--jar=/a/mimicknet-jobs-spark4_2.13.jar", *JOB), "runtime dataproc-2.3 takes mimicknet-jobs-spark3_2.12.jar"),
            ((*making, "--java-archive=/a/jdk.tar.gz", *JOB), "it is an archive in a bucket"),
            ((*making, "--runtime=dataproc-3.0", "--java-archive=gs://b/j.tar.gz", *JOB), "Runtime dataproc-3.0 has Java 21"),
            (("--dry-run", "--runtime=serverless-2.3", "--region=europe-west4", "--jar=a.jar", *JOB), "gcloud uploads a.jar to it"),
            ((*on_cluster, *JOB), "name one by --cluster"),
            ((*on_cluster, "--cluster=C1", *JOB), "--cluster 'C1' is not legal"),
            ((*on_cluster, "--cluster=c1", "--schedule=0 1 * * *", *JOB), "--schedule is of batches"),
            ((*usual, "--schedule=daily", *JOB), "it has five fields"),
            (("--dry-run", "--runtime=serverless-2.3", "--region=europe-west4", *JOB), "Name a bucket"),
            (("--dry-run", "--runtime=serverless-2.3", *JOB), "Name the region"),
        ):
            with self.subTest(sentence):
                self.refused(1, sentence, *arguments)

    def test_options_that_would_mean_nothing(self):
        of_a_cluster = ("--workers=3", "--machine-type=n2-standard-8", "--max-idle=1h", "--image=i", "--java-archive=gs://b/j.tar.gz")
        of_both = ("--ttl=8h", "--subnet=s", "--service-account=" + ACCOUNT)
        on_cluster = ("--runtime=dataproc-2.3", "--cluster=c1")
        for option in of_a_cluster + of_both:
            with self.subTest(option):
                name = option.split("=")[0]
                sentence = f"{name} is of a cluster that is made: add --create, or leave {name} out"
                self.refused(1, sentence, "--dry-run", *USUAL, *on_cluster, option, *JOB)
                self.assertEqual(submit("--dry-run", *USUAL, *on_cluster, "--create", option, *JOB).returncode, 0)
                run = submit("--dry-run", *USUAL, "--runtime=serverless-2.3", option, *JOB)
                self.assertEqual(run.returncode, 1 if option in of_a_cluster else 0, run.stderr)

    def test_settings_of_yarn_are_none_of_a_batch(self):
        for setting in ("spark.yarn.maxAppAttempts=1", "spark.shuffle.service.enabled=true", "spark.master=yarn"):
            with self.subTest(setting):
                self.refused(2, "fails with settings of YARN", "--runtime=serverless-2.3", *USUAL, "--conf", setting, *JOB)

    def test_the_profiles_without_a_cluster_have_none_of_them_either(self):
        for name in ("serverless", "serverless-gpu"):
            for key in profile(name):
                self.assertNotRegex(key, r"\.yarn\.|shuffle\.service|^spark\.master$")

    def test_the_size_of_executors_on_a_cluster_is_its_own(self):
        for key in profile("dataproc"):
            self.assertNotRegex(key, r"^spark\.executor\.(memory|cores|instances)")

    def test_without_gcloud_or_without_the_jar(self):
        with tempfile.TemporaryDirectory() as folder:
            for tool in ("bash", "env", "readlink", "dirname", "grep", "sed", "cut", "date", "awk", "cat"):
                os.symlink(shutil.which(tool), f"{folder}/{tool}")
            self.refused(4, "gcloud is missing", "--runtime=serverless-2.3", *USUAL, *JOB, path=folder)
            # A release without its jars.
            shutil.copytree(CONF, f"{folder}/release/conf")
            shutil.copy(LAUNCHER, f"{folder}/release/mimicknet")
            run = subprocess.run(
                [f"{folder}/release/mimicknet", "submit", "--runtime=serverless-2.3", "--region=europe-west4"]
                + ["--bucket=b-1", *JOB],
                capture_output=True,
                text=True,
            )
            self.assertEqual(run.returncode, 4)
            self.assertIn("release/mimicknet-jobs-spark3_2.13.jar is missing. ", run.stderr)


class FakeService(http.server.BaseHTTPRequestHandler):
    """Writes down what it is asked and says that all is done."""

    requests = []
    image = "2.3.17-debian12"
    # Of the cluster, by asking for it; and whether it can be made.
    found, made = 200, 200

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.requests.append((self.command, self.path.split("?")[0], self.path.partition("?")[2], body.decode()))
        said = {"name": "projects/p/regions/r/operations/o", "done": True, "response": {}}
        of_clusters = "/clusters" in self.path
        status = (self.found if self.command == "GET" else self.made) if of_clusters else 200
        if self.command == "GET" and "/workflowTemplates/" in self.path:
            status = 404
        if status != 200:
            said = {"error": {"code": status, "message": "the reason", "status": "NOT_FOUND" if status == 404 else "PERMISSION_DENIED"}}
        elif self.command == "POST" and of_clusters:
            FakeService.found = 200
        elif of_clusters:
            config = {"gceClusterConfig": {"zoneUri": "europe-west4-a"}, "softwareConfig": {"imageVersion": self.image}}
            said = {"clusterName": "c1", "status": {"state": "RUNNING"}, "config": config}
        answer = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = answer

    def log_message(self, *arguments):
        pass


@unittest.skipUnless(shutil.which("gcloud"), "The Google Cloud CLI is not installed here")
class WhatGcloudSends(unittest.TestCase):
    """The real gcloud takes the flags and sends what the service's own messages can hold. It reaches this machine only."""

    @classmethod
    def setUpClass(cls):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FakeService)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        cls.addClassCleanup(server.server_close)
        cls.addClassCleanup(server.shutdown)
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        address = f"http://127.0.0.1:{server.server_port}/"
        cls.gcloud = {
            "CLOUDSDK_CONFIG": folder.name,
            "CLOUDSDK_AUTH_DISABLE_CREDENTIALS": "true",
            "CLOUDSDK_CORE_PROJECT": "my-project",
            "CLOUDSDK_CORE_DISABLE_PROMPTS": "1",
            "CLOUDSDK_CORE_CHECK_GCE_METADATA": "false",
            "CLOUDSDK_CORE_DISABLE_USAGE_REPORTING": "true",
            "CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK": "true",
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_DATAPROC": address,
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE": address + "storage/v1/",
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDSCHEDULER": address,
        }

    def tearDown(self):
        FakeService.found, FakeService.made, FakeService.image = 200, 200, "2.3.17-debian12"

    def sent(self, *arguments):
        FakeService.requests.clear()
        run = submit(*USUAL, "--async", *arguments, **self.gcloud)
        self.assertEqual(run.returncode, 0, run.stderr)
        return [request for request in FakeService.requests if request[0] == "POST"]

    def test_a_batch(self):
        ((_, path, query, body),) = self.sent("--runtime=serverless-3.0", "--ttl=8h", "--service-account=" + ACCOUNT, *JOB)

        batch = ParseDict(json.loads(body), Batch()._pb)
        self.assertEqual(path, "/v1/projects/my-project/locations/europe-west4/batches")
        self.assertIn("batchId=the-name", query)
        self.assertEqual(list(batch.spark_batch.args), list(JOB))
        self.assertEqual(dict(batch.runtime_config.properties), expected_properties("serverless-3.0"))
        self.assertEqual(batch.runtime_config.version, "3.0")
        self.assertEqual(batch.environment_config.execution_config.ttl.seconds, 8 * 3600)
        self.assertEqual(batch.environment_config.execution_config.authentication_config, AS_THE_ACCOUNT)

    def test_a_job_on_a_cluster_of_the_right_image(self):
        ((_, path, _, body),) = self.sent("--runtime=dataproc-2.3", "--cluster=c1", *JOB)

        request = ParseDict(json.loads(body), SubmitJobRequest()._pb)
        self.assertEqual(path, "/v1/projects/my-project/regions/europe-west4/jobs:submit")
        self.assertEqual(request.job.placement.cluster_name, "c1")
        self.assertEqual(list(request.job.spark_job.args), list(JOB))
        self.assertEqual(dict(request.job.spark_job.properties), expected_properties("dataproc-2.3"))

    def test_a_cluster_of_another_image_is_told_before_the_job(self):
        run = submit(*USUAL, "--runtime=dataproc-4.0", "--cluster=c1", *JOB, **self.gcloud)
        self.assertEqual(run.returncode, 2)
        self.assertIn("Cluster c1 has the image 2.3.17-debian12, and runtime dataproc-4.0 is of 4.0", run.stderr)

    def test_gpus_need_a_cluster_of_their_image(self):
        job = (*USUAL, "--runtime=dataproc-2.3", "--cluster=c1", "--gpu", CUDA, "--async", *JOB)
        run = submit(*job, **self.gcloud)
        self.assertEqual(run.returncode, 2)
        self.assertIn("Cluster c1 has the image 2.3.17-debian12, and --gpu needs 2.3-ml-ubuntu22", run.stderr)
        FakeService.image = "2.3.17-ml-ubuntu22"
        run = submit(*job, **self.gcloud)
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_a_cluster_that_is_there_is_not_made_again(self):
        ((_, path, _, _),) = self.sent("--runtime=dataproc-2.3", "--cluster=c1", "--create", *JOB)
        self.assertEqual(path, "/v1/projects/my-project/regions/europe-west4/jobs:submit")
        run = submit(*USUAL, "--runtime=dataproc-4.0", "--cluster=c1", "--create", *JOB, **self.gcloud)
        self.assertEqual(run.returncode, 2)
        self.assertIn("Cluster c1 has the image 2.3.17-debian12", run.stderr)

    def test_what_is_said_of_a_cluster_that_is_not_there(self):
        job = (*USUAL, "--runtime=dataproc-4.0", "--cluster=c1")
        for found, create, made, sentence in (
            (404, (), 200, "There is no cluster c1 in europe-west4. Let submit make it with --create"),
            (403, ("--create",), 200, "Cannot ask for the cluster c1 in europe-west4: gcloud ended with 1. Nothing was submitted"),
            (404, ("--create",), 403, "The cluster c1 was not made, or is not whole"),
        ):
            with self.subTest(sentence):
                FakeService.requests.clear()
                FakeService.found, FakeService.made = found, made
                run = submit(*job, *create, *JOB, **self.gcloud)
                self.assertEqual(run.returncode, 4, run.stderr)
                self.assertIn(sentence, run.stderr)
                self.assertNotIn("the table runs", run.stderr)
                self.assertFalse([path for _, path, _, _ in FakeService.requests if "jobs" in path])
                if 403 in (found, made):
                    self.assertIn("the reason", run.stderr)

    def test_a_cluster_with_gpus_that_is_made(self):
        own = ("--image=my-image", "--java-archive=gs://b/j.tar.gz", "--workers=3", "--service-account=" + ACCOUNT)
        arguments = ("--runtime=dataproc-2.3", "--cluster=c1", "--create", "--gpu", CUDA, *own)
        *_, create, _ = dry_run(*arguments, *JOB)
        flags = [f"--{name}={value}" if value else f"--{name}" for name, value in create.flags.items()]
        FakeService.requests.clear()
        run = subprocess.run(
            [*create.words, *flags, "--async"], capture_output=True, text=True, env={**os.environ, **self.gcloud}
        )
        self.assertEqual(run.returncode, 0, run.stderr)
        ((_, _, _, body),) = [request for request in FakeService.requests if request[0] == "POST"]
        config = ParseDict(json.loads(body), Cluster()._pb).config
        machines = config.gce_cluster_config
        self.assertEqual(dict(machines.metadata), {"rapids-runtime": "SPARK", "mimicknet-java17": "gs://b/j.tar.gz"})
        self.assertIs(json.loads(body)["config"]["gceClusterConfig"]["shieldedInstanceConfig"]["enableSecureBoot"], False)
        self.assertEqual(machines.service_account, ACCOUNT)
        self.assertEqual([action.execution_timeout.seconds for action in config.initialization_actions], [1800, 1800])
        self.assertEqual(config.worker_config.disk_config.boot_disk_type, "pd-balanced")
        self.assertTrue(config.worker_config.image_uri.endswith("/my-image"))
        self.assertEqual(config.worker_config.num_instances, 3)

    def test_a_cluster_that_is_made(self):
        FakeService.found = 404
        (_, path, _, body), _ = self.sent("--runtime=dataproc-4.0", "--cluster=c1", "--create", "--ttl=8h", *JOB)

        cluster = ParseDict(json.loads(body), Cluster()._pb)
        self.assertEqual(path, "/v1/projects/my-project/regions/europe-west4/clusters")
        self.assertEqual(cluster.config.software_config.image_version, "4.0")
        self.assertEqual(cluster.config.lifecycle_config.auto_delete_ttl.seconds, 8 * 3600)
        self.assertEqual(cluster.config.lifecycle_config.idle_delete_ttl.seconds, 1800)

    def gcloud_does(self, *words):
        FakeService.requests.clear()
        run = subprocess.run(["gcloud", "dataproc", *words], capture_output=True, text=True, env={**os.environ, **self.gcloud})
        self.assertEqual(run.returncode, 0, run.stderr)
        ((_, path, _, body),) = [request for request in FakeService.requests if request[0] == "POST"]
        return path, json.loads(body)

    def test_the_workflow_template_is_imported(self):
        source = CONF / "dataproc/workflow-template.yaml"
        path, body = self.gcloud_does("workflow-templates", "import", "mimicknet", "--region=europe-west4", f"--source={source}")
        self.assertEqual(path, "/v1/projects/my-project/regions/europe-west4/workflowTemplates")
        template = ParseDict(body, WorkflowTemplate()._pb)
        self.assertEqual([job.step_id for job in template.jobs], ["ingest", "enhance", "summarize"])
        names = {parameter.name for parameter in template.parameters}
        self.assertEqual(names, {"INPUT", "SITE", "WAREHOUSE", "TAG", "CONFIG", "JAR", "WORKERS", "RUN"})

    def test_values_with_commas_for_the_workflow_template(self):
        parameters = "--parameters=^;^INPUT=gs://b/a,b;SITE=north"
        instantiate = ("workflow-templates", "instantiate", "mimicknet", "--region=europe-west4", "--async", parameters)
        path, body = self.gcloud_does(*instantiate)
        self.assertTrue(path.endswith("/workflowTemplates/mimicknet:instantiate"))
        self.assertEqual(body["parameters"], {"INPUT": "gs://b/a,b", "SITE": "north"})

    def test_a_schedule_whose_body_is_a_batch(self):
        cron = ("--schedule=0 1 * * *", "--project=my-project", "--service-account=" + ACCOUNT)
        (command,) = dry_run("--runtime=serverless-3.0", *cron, *JOB)
        batch = ParseDict(json.loads(command.flags["message-body"]), Batch()._pb)
        self.assertEqual(list(batch.spark_batch.args), list(JOB))
        self.assertEqual(dict(batch.runtime_config.properties), expected_properties("serverless-3.0"))
        self.assertEqual(batch.environment_config.execution_config.service_account, ACCOUNT)
        self.assertEqual(batch.environment_config.execution_config.authentication_config, AS_THE_ACCOUNT)
        self.assertEqual(batch.environment_config.execution_config.ttl.seconds, 86400)

        FakeService.requests.clear()
        run = submit(*USUAL, "--runtime=serverless-3.0", *cron, *JOB, **self.gcloud)
        self.assertEqual(run.returncode, 0, run.stderr)
        ((_, path, _, body),) = [request for request in FakeService.requests if request[0] == "POST"]
        self.assertEqual(path, "/v1/projects/my-project/locations/europe-west4/jobs")
        self.assertEqual(json.loads(body)["schedule"], "0 1 * * *")


if __name__ == "__main__":
    unittest.main(verbosity=2)

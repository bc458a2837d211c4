#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""The DAG in the real Airflow, which renders and runs its tasks; only the service behind the hook is a stand-in."""

import contextlib
import importlib.util
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

HOME = tempfile.mkdtemp(prefix="airflow-")
os.environ |= {
    "AIRFLOW_HOME": HOME,
    "AIRFLOW__CORE__LOAD_EXAMPLES": "false",
    "AIRFLOW__CORE__DAGS_FOLDER": HOME + "/dags",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "CRITICAL",
    "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "false",
    "AIRFLOW_CONN_GOOGLE_CLOUD_DEFAULT": "google-cloud-platform://",
    "MIMICKNET_PROJECT": "my-project",
    "MIMICKNET_REGION": "europe-west4",
    "MIMICKNET_BUCKET": "my-bucket",
    "MIMICKNET_INPUT": "gs://my-bucket/archives",
    "MIMICKNET_SITE": "north",
    "MIMICKNET_WAREHOUSE": "gs://my-bucket/warehouse",
}

from google.api_core.exceptions import AlreadyExists  # noqa: E402
from google.cloud.dataproc_v1.types import Batch  # noqa: E402
from project import CONF, profile, runtimes  # noqa: E402

# Of InstantiateWorkflowTemplateRequest.request_id, by the service's documents.
REQUEST = "^[A-Za-z0-9_-]{1,40}$"

# Where it lies for Airflow: the whole folder conf, as docs/DATAPROC.md says.
DAGS = Path(HOME, "dags/conf/dataproc/mimicknet_dag.py")


def load(**environment):
    """The file as Airflow imports it."""
    with mock.patch.dict(os.environ, environment):
        spec = importlib.util.spec_from_file_location("mimicknet_dag", DAGS)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module


class FakeService:
    """Dataproc, and the ledger of the warehouse: runs of commands by tag."""

    def __init__(self, states=None, ends=None):
        self.batches, self.ids, self.requests = {}, [], []
        self.succeeded = set()
        # The state that a batch ends with, by the kind in its id, one for each try.
        self.states = states or {}
        # Of the commands of the work, what the ledger says, whatever the service says of the batch.
        self.ends = ends or {}

    def create_batch(self, batch, batch_id, **_):
        if batch_id in self.batches:
            raise AlreadyExists(batch_id)
        message = Batch(batch)
        self.ids.append(batch_id)
        command = message.spark_batch.args[0]
        tries = self.states.get("check" if command == "sql" else "run", [])
        state = tries.pop(0) if tries else "SUCCEEDED"
        if command == "sql" and state == "SUCCEEDED":
            state = "SUCCEEDED" if self.finds(message.spark_batch.args[-1]) else "FAILED"
        elif command != "sql" and self.ends.get(command, state == "SUCCEEDED"):
            self.record(message.spark_batch.args)
        message.state = Batch.State[state]
        message.name = f"projects/p/locations/r/batches/{batch_id}"
        self.batches[batch_id] = message
        return SimpleNamespace(metadata=SimpleNamespace(batch=message.name), operation=SimpleNamespace(name="o/" + batch_id))

    def record(self, args):
        self.succeeded.add((args[0], args[list(args).index("--tag") + 1]))

    def finds(self, query):
        (tag,) = re.findall(r"configuration\['tag'\] = '([^']*)'", query)
        (names,) = re.findall(r"command IN \(([^)]*)\)", query)
        return all((name.strip(" '"), tag) in self.succeeded for name in names.split(","))

    def wait_for_batch(self, batch_id, **_):
        return self.batches[batch_id]

    def instantiate_workflow_template(self, parameters, request_id, template_name, **_):
        self.requests.append((template_name, request_id, parameters))
        for command in ("ingest", "enhance", "summarize"):
            if self.ends.get(command, True):
                self.succeeded.add((command, parameters["TAG"]))
        return SimpleNamespace(operation=SimpleNamespace(name="o/w"), metadata=None)

    def wait_for_operation(self, **_):
        return None

    @contextlib.contextmanager
    def behind_the_hook(self):
        hook = "airflow.providers.google.cloud.hooks.dataproc.DataprocHook."
        calls = ("create_batch", "wait_for_batch", "instantiate_workflow_template", "wait_for_operation")
        with contextlib.ExitStack() as stack:
            for call in calls:
                stack.enter_context(mock.patch(hook + call, side_effect=getattr(self, call)))
            stack.enter_context(mock.patch(hook + "project_id", "my-project"))
            yield


NIGHTS = itertools.count(1)


def walk(dag, service):
    """Runs all tasks of the DAG, each time of another night; the states of the run and of its tasks."""
    night = datetime(2026, 11, 1, 1, tzinfo=timezone.utc) + timedelta(days=next(NIGHTS))
    for task in dag.tasks:
        task.retry_delay = task.retry_delay * 0
    with service.behind_the_hook():
        run = dag.test(run_after=night, logical_date=night)
    return run.state, {ti.task_id: str(ti.state) for ti in run.get_task_instances()}


class TheDag(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(shutil.rmtree, HOME)
        shutil.copytree(CONF, Path(HOME, "dags/conf"))
        made = subprocess.run([sys.executable, "-m", "airflow", "db", "migrate"], capture_output=True, text=True)
        assert made.returncode == 0, made.stdout + made.stderr

    def test_both_are_found_and_hang_together(self):
        module = load()
        self.assertEqual(module.serverless.get_task("reprocess").downstream_task_ids, {"check_ledger"})
        self.assertEqual(module.cluster.get_task("workflow").downstream_task_ids, {"check_ledger"})
        for dag in (module.serverless, module.cluster):
            self.assertEqual([task.task_id for task in dag.leaves], ["check_ledger"])
            self.assertEqual(dag.get_task("check_ledger").trigger_rule, "all_done")

    def test_a_night_that_succeeds(self):
        service = FakeService()
        state, tasks = walk(load().serverless, service)

        self.assertEqual((state, tasks), ("success", {"reprocess": "success", "check_ledger": "success"}))
        work, check = (service.batches[name] for name in service.ids)
        self.assertEqual(work.spark_batch.jar_file_uris, ["gs://my-bucket/mimicknet/mimicknet-jobs-spark3_2.13.jar"])
        self.assertEqual(work.runtime_config.version, "2.3")
        self.assertEqual(dict(work.runtime_config.properties), profile("serverless") | {"spark.mimicknet.retry-window": "20h"})
        self.assertEqual(work.environment_config.execution_config.ttl.total_seconds(), 20 * 3600)
        self.assertEqual(list(check.spark_batch.args[:4]), ["sql", "--warehouse", "gs://my-bucket/warehouse", "--fail-if-empty"])
        for name in service.ids:
            self.assertRegex(name, "^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$")
            for label in service.batches[name].labels.values():
                self.assertRegex(label, "^[a-z0-9_-]{0,63}$")

    def test_the_ledger_decides_and_not_the_operator(self):
        for name, service, expected in (
            ("cancelled, but done", FakeService({"run": ["CANCELLED"] * 3}, ends={"reprocess": True}), "success"),
            ("succeeded, but not done", FakeService(ends={"reprocess": False}), "failed"),
            ("failed", FakeService({"run": ["FAILED"] * 3}), "failed"),
            ("the check itself is cancelled", FakeService({"check": ["CANCELLED"] * 3}), "failed"),
            ("the check has no state", FakeService({"check": ["PENDING"] * 3}), "failed"),
        ):
            with self.subTest(name):
                self.assertEqual(walk(load().serverless, service)[0], expected)

    def test_a_retry_is_a_batch_of_its_own(self):
        service = FakeService({"run": ["FAILED", "SUCCEEDED"]})
        state, _ = walk(load().serverless, service)

        self.assertEqual(state, "success")
        self.assertEqual([name.rsplit("-", 1)[1] for name in service.ids], ["1", "2", "1"])
        self.assertEqual(len({name.rsplit("-", 1)[0] for name in service.ids}), 2)

    def test_by_the_workflow_template(self):
        service = FakeService()
        state, _ = walk(load().cluster, service)

        self.assertEqual(state, "success")
        ((template, request, parameters),) = service.requests
        self.assertRegex(request, REQUEST)
        self.assertEqual(template, "mimicknet")
        named = re.findall(r"(?m)^  - name: (\w+)$", (CONF / "dataproc/workflow-template.yaml").read_text())
        self.assertEqual(set(parameters), set(named))
        self.assertEqual(parameters["CONFIG"], "file:///dev/null")
        for step in ("ingest", "enhance", "summarize"):
            self.assertEqual(walk(load().cluster, FakeService(ends={step: False}))[0], "failed", step)

    def test_every_serverless_runtime_and_no_other(self):
        for name, row in runtimes().items():
            if name.startswith("serverless-"):
                batch = load(MIMICKNET_RUNTIME=name).serverless.get_task("reprocess").batch
                self.assertTrue(batch["spark_batch"]["jar_file_uris"][0].endswith("/" + row["job_jar"]))
                expected = row["delta"] if ":" in row["delta"] else None
                self.assertEqual(batch["runtime_config"]["properties"].get("spark.jars.packages"), expected)
            else:
                with self.assertRaisesRegex(Exception, f"MIMICKNET_RUNTIME is {name}, not a serverless one"):
                    load(MIMICKNET_RUNTIME=name)

    def test_further_options_and_where_a_batch_runs(self):
        account, subnet, config = "runner@my-project.iam.gserviceaccount.com", "my-subnet", "gs://b/m.conf"
        given = {"MIMICKNET_CONFIG": config, "MIMICKNET_SUBNET": subnet, "MIMICKNET_SERVICE_ACCOUNT": account}
        for runtime, types in (("serverless-2.3", 0), ("serverless-3.0", 1)):
            module = load(MIMICKNET_RUNTIME=runtime, **given)
            for task in (*module.serverless.tasks, module.cluster.get_task("check_ledger")):
                with self.subTest(runtime, task=task.task_id):
                    batch = Batch(task.batch)
                    execution = batch.environment_config.execution_config
                    self.assertEqual((execution.service_account, execution.subnetwork_uri), (account, subnet))
                    # 1 is SERVICE_ACCOUNT.
                    self.assertEqual(execution.authentication_config.user_workload_authentication_type, types)
                    args = list(batch.spark_batch.args)
                    self.assertEqual(args[-2:] == ["--config", config], args[0] == "reprocess")
            self.assertEqual(module.cluster.get_task("workflow").parameters["CONFIG"], config)

    def test_a_request_for_a_workflow_is_short_and_another_one_for_each_run_and_try(self):
        request = load().request_id
        runs = [
            "manual__2026-11-30T01:00:00.123456+00:00",
            "backfill__2026-11-30T01:00:00+00:00",
            "scheduled__2026-11-30T01:00:00+00:00",
            "Ü" * 200,
        ]
        made = [
            request(SimpleNamespace(dag_id="mimicknet_cluster", run_id=run), SimpleNamespace(try_number=number))
            for run in runs
            for number in (1, 2, 10)
        ]
        self.assertEqual(len(set(made)), 12)
        for value in made:
            self.assertRegex(value, REQUEST)

    def test_what_is_not_set_is_named(self):
        with self.assertRaisesRegex(Exception, "set MIMICKNET_BUCKET in the environment"):
            load(MIMICKNET_BUCKET="")

    def test_tags_of_two_runs_differ_and_hold_nothing_that_a_query_or_a_label_would_not(self):
        tag = load().run_tag
        runs = ["scheduled__2026-11-30T01:00:00+00:00", "manual__x' OR '1'='1", "manual__x OR 1=1", "Ü" * 200, "scheduled__2026-11-30T01:00:00.000001+00:00"]
        tags = [tag(SimpleNamespace(dag_id="mimicknet_serverless", run_id=run)) for run in runs]
        self.assertEqual(len(set(tags)), len(runs))
        for value in tags:
            self.assertRegex(value, "^[a-z0-9-]{8,39}$")


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")

#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""Airflow: archives re-processed every night, as a batch without a cluster, or by the workflow template.

Copy the whole folder conf into the folder of the DAGs, and set in the environment of Airflow (docs/DATAPROC.md):

    MIMICKNET_PROJECT, MIMICKNET_REGION, MIMICKNET_BUCKET     of Google Cloud; the jars lie in gs://BUCKET/mimicknet
    MIMICKNET_INPUT, MIMICKNET_SITE, MIMICKNET_WAREHOUSE      what the program is given
    MIMICKNET_RUNTIME                                         a serverless-... of runtimes.csv; default serverless-2.3
    MIMICKNET_CONFIG                                          a gs:// file of further options, for --config
    MIMICKNET_SUBNET, MIMICKNET_SERVICE_ACCOUNT               of batches; the cluster's are in the template
    MIMICKNET_WORKERS                                         of the cluster; default 2

Whether a run is a success, the ledger of the warehouse says, not the state that an operator reports: the last task
asks the table runs for rows that end in success and carry the tag of this run of the DAG. It runs whatever became of
the tasks before it, and alone decides.

Tested with Airflow 3.3.2 and its provider google 22.8.0.
"""

import csv
import hashlib
import os
import re
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

from airflow.exceptions import AirflowException
from airflow.providers.google.cloud.operators.dataproc import (
    DataprocCreateBatchOperator,
    DataprocInstantiateWorkflowTemplateOperator,
)

try:
    from airflow.sdk import DAG
except ImportError:  # Airflow 2
    from airflow import DAG

CONF = Path(__file__).resolve().parent.parent


def setting(name, default=None):
    value = os.environ.get("MIMICKNET_" + name, default)
    if not value:
        raise AirflowException(f"Cannot schedule MimickNet: set MIMICKNET_{name} in the environment of Airflow")
    return value


PROJECT = setting("PROJECT")
REGION = setting("REGION")
BUCKET = setting("BUCKET")
INPUT = setting("INPUT")
SITE = setting("SITE")
WAREHOUSE = setting("WAREHOUSE")
RUNTIME = setting("RUNTIME", "serverless-2.3")
CONFIG = os.environ.get("MIMICKNET_CONFIG")
SUBNET = os.environ.get("MIMICKNET_SUBNET")
SERVICE_ACCOUNT = os.environ.get("MIMICKNET_SERVICE_ACCOUNT")
JARS = f"gs://{BUCKET}/mimicknet"

# No batch lives longer. Without a ttl the service ends one after four hours.
TTL_S = 20 * 3600


def run_tag(dag_run):
    """One for each run of a DAG, of letters that names of batches, labels and SQL take alike."""
    whole = f"{dag_run.dag_id} {dag_run.run_id}"
    readable = re.sub("[^a-z0-9]+", "-", dag_run.run_id.lower()).strip("-")[:30].strip("-")
    return f"{readable}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def batch_id(step, dag_run, ti):
    """With the number of the try: a retry under the same id would attach to the batch that failed."""
    return f"mn-{step}-{run_tag(dag_run)}-{ti.try_number}"


def request_id(dag_run, ti):
    """Of at most 40 letters, and another one for each try."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{dag_run.dag_id} {dag_run.run_id} {ti.try_number}"))


def execution():
    """How long a batch may live, where, and as whom."""
    config = {"ttl": {"seconds": TTL_S}}
    if SUBNET:
        config["subnetwork_uri"] = SUBNET
    if SERVICE_ACCOUNT:
        config["service_account"] = SERVICE_ACCOUNT
        # From 3.0 on a batch runs as its caller, also where an account is named for it.
        if int(version().split(".")[0]) >= 3:
            config["authentication_config"] = {"user_workload_authentication_type": "SERVICE_ACCOUNT"}
    return config


def version():
    return RUNTIME.split("-", 1)[1]


def batch(*args):
    """A batch of one command, for DataprocCreateBatchOperator."""
    return {
        "spark_batch": {
            "main_class": "org.mimicknet.jobs.Main",
            "jar_file_uris": [f"{JARS}/{runtime()['job_jar']}"],
            "args": list(args),
        },
        "labels": {"app": "mimicknet", "run": "{{ run_tag(dag_run) }}"},
        "runtime_config": {"version": version(), "properties": properties()},
        "environment_config": {"execution_config": execution()},
    }


def runtime():
    with (CONF / "runtimes.csv").open() as file:
        for row in csv.DictReader(file):
            if row["runtime"] == RUNTIME and RUNTIME.startswith("serverless-"):
                return row
    raise AirflowException(f"Cannot schedule MimickNet: MIMICKNET_RUNTIME is {RUNTIME}, not a serverless one of runtimes.csv")


def properties():
    """What serverless.conf says, and Delta where the job jar has none."""
    values = {}
    for line in (CONF / "serverless.conf").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            key, value = line.split(None, 1)
            values[key] = value.strip()
    if ":" in runtime()["delta"]:
        values["spark.jars.packages"] = runtime()["delta"]
    # So that no night is judged by the one before.
    values["spark.mimicknet.retry-window"] = "20h"
    return values


def ledger_query(*commands):
    """Gives a row if a run of each of the commands has ended in success under this tag."""
    names = ", ".join(f"'{command}'" for command in commands)
    return (
        "SELECT count(DISTINCT command) AS done FROM last_runs"
        " WHERE configuration['tag'] = '{{ run_tag(dag_run) }}' AND outcome = 'succeeded'"
        f" AND command IN ({names}) HAVING done = {len(commands)}"
    )


class LedgerCheck(DataprocCreateBatchOperator):
    """The batch that asks the ledger. Only its own success is one: a provider took a cancelled batch for it."""

    def handle_batch_status(self, context, state, *details, **more):
        super().handle_batch_status(context, state, *details, **more)
        if getattr(state, "name", state) != "SUCCEEDED":
            raise AirflowException(f"The ledger was not read: the batch that was to do so is {state}")


def check(*commands):
    return LedgerCheck(
        task_id="check_ledger",
        project_id=PROJECT,
        region=REGION,
        batch_id="{{ batch_id('check', dag_run, ti) }}",
        batch=batch("sql", "--warehouse", WAREHOUSE, "--fail-if-empty", ledger_query(*commands)),
        # Whatever the operator before it says.
        trigger_rule="all_done",
    )


def nightly(dag_id, description):
    return DAG(
        dag_id=dag_id,
        description=description,
        schedule="0 1 * * *",
        start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
        catchup=False,
        # Two ingests of one warehouse at once are no faster than one.
        max_active_runs=1,
        # A plain re-run goes on where the last try ended.
        default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
        user_defined_macros={"run_tag": run_tag, "batch_id": batch_id, "request_id": request_id},
        tags=["mimicknet"],
    )


with nightly("mimicknet_serverless", "Archives re-processed as a Dataproc batch") as serverless:
    reprocess = DataprocCreateBatchOperator(
        task_id="reprocess",
        project_id=PROJECT,
        region=REGION,
        batch_id="{{ batch_id('run', dag_run, ti) }}",
        batch=batch(
            *("reprocess", "--warehouse", WAREHOUSE, "--tag", "{{ run_tag(dag_run) }}"),
            *("--input", INPUT, "--site", SITE),
            *(("--config", CONFIG) if CONFIG else ()),
        ),
    )
    reprocess >> check("reprocess")

with nightly("mimicknet_cluster", "Archives re-processed on a cluster for one run") as cluster:
    workflow = DataprocInstantiateWorkflowTemplateOperator(
        task_id="workflow",
        project_id=PROJECT,
        region=REGION,
        template_id="mimicknet",
        # The service runs no two workflows of one id at once: a request that is sent twice is one, and a retry another.
        request_id="{{ request_id(dag_run, ti) }}",
        parameters={
            "INPUT": INPUT,
            "SITE": SITE,
            "WAREHOUSE": WAREHOUSE,
            "TAG": "{{ run_tag(dag_run) }}",
            "CONFIG": CONFIG or "file:///dev/null",
            "JAR": f"{JARS}/mimicknet-jobs-spark3_2.12.jar",
            "WORKERS": os.environ.get("MIMICKNET_WORKERS", "2"),
            "RUN": "{{ run_tag(dag_run) }}",
        },
    )
    workflow >> check("ingest", "enhance", "summarize")

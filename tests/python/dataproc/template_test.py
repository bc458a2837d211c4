#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""The workflow template is what the service's own message holds, and its parameters lead somewhere."""

import copy
import re
import subprocess
import unittest

import yaml
from google.cloud.dataproc_v1.types import WorkflowTemplate
from google.protobuf.json_format import ParseDict, ParseError
from project import CONF, profile, runtimes

TEXT = (CONF / "dataproc/workflow-template.yaml").read_text()
STEP = re.compile(r"\.?([A-Za-z]+)((?:\['[^']+'\]|\[\d+\])?)")


def read():
    return yaml.safe_load(TEXT)


def parsed(template):
    """Fails on what the message does not know."""
    return ParseDict(template, WorkflowTemplate()._pb)


def walk(template, path):
    """The place of a field path, by the service's syntax: what holds it, and its key there."""
    here, holder, key = template, None, None
    position = 0
    while position < len(path):
        match = STEP.match(path, position)
        assert match, f"{path} is no field path"
        position = match.end()
        name, index = match.groups()
        holder, key = here, name
        here = here[name]
        if index:
            index = index.strip("[]")
            holder = here
            if index.isdigit():
                key = int(index)
            elif name == "jobs":
                (key,) = [at for at, job in enumerate(here) if job["stepId"] == index.strip("'")]
            else:
                key = index.strip("'")
            here = holder[key]
    return holder, key


def filled(template, **values):
    """The template with values for its parameters, as the service puts them in."""
    template = copy.deepcopy(template)
    for parameter in template.pop("parameters"):
        if parameter["name"] in values:
            for path in parameter["fields"]:
                holder, key = walk(template, path)
                holder[key] = values[parameter["name"]]
    return template


class Template(unittest.TestCase):
    def test_the_message_knows_every_field(self):
        template = parsed(read())
        self.assertEqual([job.step_id for job in template.jobs], ["ingest", "enhance", "summarize"])
        self.assertEqual([list(job.prerequisite_step_ids) for job in template.jobs], [[], ["ingest"], ["enhance"]])
        config = template.placement.managed_cluster.config
        self.assertEqual(config.software_config.image_version, "2.3")
        self.assertGreater(config.lifecycle_config.idle_delete_ttl.seconds, 0)
        self.assertGreater(config.lifecycle_config.auto_delete_ttl.seconds, template.dag_timeout.seconds)
        self.assertLessEqual(template.dag_timeout.seconds, 24 * 3600)

    def test_a_field_that_is_misspelt_is_found(self):
        wrong = read()
        wrong["placement"]["managedCluster"]["config"]["lifecycleConfig"]["idleDeleteTime"] = "1800s"
        self.assertRaises(ParseError, parsed, wrong)

    def test_every_parameter_leads_to_a_field_of_its_own(self):
        seen = set()
        for parameter in read()["parameters"]:
            self.assertRegex(parameter["name"], "^[A-Z][A-Z0-9_]*$")
            for path in parameter["fields"]:
                holder, key = walk(read(), path)
                self.assertNotIsInstance(holder[key], (dict, list), path)
                self.assertNotIn(path, seen)
                seen.add(path)

    def test_a_path_that_leads_nowhere_is_found(self):
        for path in ("jobs['nothing'].sparkJob.args[0]", "jobs['ingest'].sparkJob.args[99]", "labels['x']", "jobs['ingest'].spark"):
            self.assertRaises((KeyError, IndexError, ValueError), walk, read(), path)

    def test_with_values_each_step_has_the_arguments_of_its_command(self):
        values = {
            "INPUT": "gs://b/in",
            "SITE": "north",
            "WAREHOUSE": "gs://b/w",
            "TAG": "t-1",
            "CONFIG": "gs://b/m.conf",
            "JAR": "gs://b/m.jar",
            "WORKERS": 7,
            "RUN": "r-1",
        }
        self.assertEqual({parameter["name"] for parameter in read()["parameters"]}, set(values))
        template = parsed(filled(read(), **values))
        common = ["--warehouse", "gs://b/w", "--tag", "t-1", "--config", "gs://b/m.conf"]
        self.assertEqual(
            [list(job.spark_job.args) for job in template.jobs],
            [["ingest", *common, "--input", "gs://b/in", "--site", "north"], ["enhance", *common], ["summarize", *common]],
        )
        self.assertEqual({uri for job in template.jobs for uri in job.spark_job.jar_file_uris}, {"gs://b/m.jar"})
        self.assertEqual(template.placement.managed_cluster.config.worker_config.num_instances, 7)
        self.assertEqual(template.labels["run"], "r-1")

    def test_what_is_a_comment_is_a_setting_without_its_mark(self):
        text, marks = re.subn(r"(?m)^( +)# ((metadata|subnetworkUri|serviceAccount):)", r"\1\2", TEXT)
        machines = parsed(yaml.safe_load(text)).placement.managed_cluster.config.gce_cluster_config

        self.assertEqual(marks, 3)
        self.assertEqual(dict(machines.metadata), {"mimicknet-java17": "gs://YOUR-BUCKET/mimicknet/jdk-17.tar.gz"})
        self.assertEqual(machines.subnetwork_uri, "my-subnet")
        self.assertIn("@", machines.service_account)

    def test_without_further_options_it_reads_an_empty_file(self):
        for job in read()["jobs"]:
            args = job["sparkJob"]["args"]
            self.assertEqual(args[args.index("--config") + 1], "file:///dev/null")

    def test_a_bucket_is_put_in_everywhere_by_the_command_that_its_first_lines_show(self):
        (command,) = re.findall(r"(?m)^#   (sed .*) conf/dataproc/workflow-template.yaml > template.yaml$", TEXT)
        page = (CONF.parent / "docs/DATAPROC.md").read_text()
        self.assertIn(f"    {command} conf/dataproc/workflow-template.yaml > template.yaml\n", page)
        line = "both: [gs://YOUR-BUCKET/a, gs://YOUR-BUCKET/b]\n"
        made = subprocess.run(["bash", "-c", command], input=line, capture_output=True, text=True, check=True)
        self.assertEqual(made.stdout, "both: [gs://my-bucket/a, gs://my-bucket/b]\n")

    def test_a_default_passes_its_own_rule(self):
        for parameter in read()["parameters"]:
            for rule in parameter.get("validation", {}).get("regex", {}).get("regexes", []):
                for path in parameter["fields"]:
                    holder, key = walk(read(), path)
                    self.assertRegex(str(holder[key]), f"^(?:{rule})$", path)

    def test_its_settings_are_those_of_the_profile_and_its_jar_that_of_the_image(self):
        java = {f"spark.{key}.JAVA_HOME": "/usr/lib/jvm/mimicknet-java17" for key in ("yarn.appMasterEnv", "executorEnv")}
        night = {"spark.mimicknet.retry-window": "20h"}
        config = read()["placement"]["managedCluster"]["config"]
        expected = {f"spark:{key}": value for key, value in (profile("dataproc") | java | night).items()}
        self.assertEqual(config["softwareConfig"]["properties"], expected)
        jar = runtimes()["dataproc-" + config["softwareConfig"]["imageVersion"]]["job_jar"]
        for job in read()["jobs"]:
            self.assertTrue(job["sparkJob"]["jarFileUris"][0].endswith("/" + jar))


if __name__ == "__main__":
    unittest.main(verbosity=2)

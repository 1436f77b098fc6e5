"""Tests that every change goes live: SAM creates new versions of both functions for each single change, and none without one.

The tests run infra/deploy.sh on a copy of the project to get the Release and the parameters, and then the transform that
CloudFormation applies. To run them: python infra/test/release_test.py, with aws-sam-cli installed, which includes
aws-sam-translator.
"""

import copy
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import boto3
from samcli.cli.types import CfnParameterOverridesType
from samcli.yamlhelper import yaml_parse
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

logging.disable(logging.WARNING)  # warnings of the translator about metrics that it does not send

ROOT = Path(__file__).resolve().parents[2]
URL = "WebhookUrl=https://hooks.acme.example"
FUNCTIONS = ("DeliveryFunction", "IngressFunction")

# This fake sam only copies its file of parameters, and this fake aws knows no stack yet.
SAM = """#!/bin/sh
for word; do case $word in file://*) cp "${word#file://}" "$PARAMETERS" ;; esac; done
"""
AWS = """#!/bin/sh
case "$1" in cloudformation) echo 'Stack with id ingestlayer does not exist' >&2; exit 254 ;; esac
"""
CHECKER = "#!/bin/sh\nexit 0\n"


class Project:
    """A copy of the files that infra/deploy.sh reads, with small zips."""

    def __init__(self, directory):
        self.root = Path(directory) / "project"
        self.tools = Path(directory) / "bin"
        self.parameters = Path(directory) / "parameters.yaml"
        (self.root / "infra").mkdir(parents=True)
        self.tools.mkdir()
        shutil.copy(ROOT / "template.yaml", self.root)
        for name in ("deploy.sh", "samconfig.toml"):
            shutil.copy(ROOT / "infra" / name, self.root / "infra")
        shutil.copytree(ROOT / "infra/config", self.root / "infra/config")
        for function in ("ingress", "delivery"):
            self.write(f"src/{function}/target/function.zip", function)
        self.program(self.root / "src/cli/target/ingestlayer", CHECKER)
        self.program(self.tools / "sam", SAM)
        self.program(self.tools / "aws", AWS)

    @staticmethod
    def program(file, text):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def replace(self, name, old, new):
        text = (self.root / name).read_text()
        assert old in text, f"{name} has no {old}"
        self.write(name, text.replace(old, new, 1))

    def deploy(self, *parameters, redaction_key=None):
        """Runs infra/deploy.sh, and returns the parameters that it passes to sam."""
        environment = {"PATH": f"{self.tools}:{os.environ['PATH']}", "HOME": "/nowhere", "PARAMETERS": str(self.parameters)}
        if redaction_key:
            environment["REDACTION_KEY"] = redaction_key
        given = parameters if any(each.startswith("WebhookUrl=") for each in parameters) else (URL, *parameters)
        subprocess.run(
            [self.root / "infra/deploy.sh", *given], env=environment, check=True, capture_output=True, stdin=subprocess.DEVNULL
        )
        return CfnParameterOverridesType().convert((f"file://{self.parameters}",), None, None)

    def versions(self, values):
        """Returns the logical id of the version that each function's alias refers to."""
        template = yaml_parse((self.root / "template.yaml").read_text())
        for resource in template["Resources"].values():
            # sam deploy puts a digest into an upload's name. The test leaves it out, because the Release alone must suffice.
            if resource["Type"] == "AWS::Serverless::Function":
                resource["Properties"]["CodeUri"] = "s3://bucket/code"
            if resource["Type"] == "AWS::Serverless::LayerVersion":
                resource["Properties"]["ContentUri"] = "s3://bucket/config"
        parameters = {name: each["Default"] for name, each in template["Parameters"].items() if "Default" in each} | values
        with mock.patch.dict(os.environ, {"AWS_DEFAULT_REGION": "eu-central-1"}):
            translator = Translator({}, Parser(), boto_session=boto3.Session(region_name="eu-central-1"))
            resources = translator.translate(copy.deepcopy(template), parameters)["Resources"]
        found = {}
        for function in FUNCTIONS:
            alias = resources[f"{function}Aliaslive"]["Properties"]
            found[function] = alias["FunctionVersion"]["Fn::GetAtt"][0]
            assert resources[found[function]]["Type"] == "AWS::Lambda::Version"
            # Lambda does not publish a version of an unchanged function, whatever the version is called.
            variables = resources[function]["Properties"]["Environment"]["Variables"]
            assert variables["INGESTLAYER_RELEASE"] in (values["Release"], {"Ref": "Release"}), variables
        return found


PIPELINE = "infra/config/pipelines/track-feature-usage.yaml"
SECRET_KEY = "0123456789abcdef0123456789abcdef"
OTHER_VALUES = {
    "Packaging": "snapstart",
    "Architecture": "x86_64",
    "WebhookUrl": "https://other.acme.example",
    "UndeclaredEvents": "reject",
    "CorsOrigins": "https://app.example.com",
    "BedrockModels": "arn:aws:bedrock:eu-central-1::foundation-model/m",
    "IpDatabase": "lists/countries.mmdb",
    "AlarmTopicArn": "arn:aws:sns:eu-central-1:123456789012:alarms",
    "RunbookUrl": "https://runbook.example/",
    "LogRetentionDays": "90",
    "EventsTableName": "ingestlayer-events-restored",
    "EntitiesTableName": "ingestlayer-entities-restored",
    "KeysTableName": "ingestlayer-keys-restored",
    "DeadLetterQueueName": "ingestlayer-deliveries-dead-2",
    "DeletionProtection": "false",
}


def change(name, old, new):
    return lambda project: project.replace(name, old, new)


FILES = {
    "a pipeline": change(PIPELINE, "[export, api, webhook]", "[export]"),
    "the name of a secret in a pipeline": change(PIPELINE, "secret:acme-webhook", "secret:acme-2"),
    "a comment in a pipeline": change(PIPELINE, "# active", "# alive"),
    "a new pipeline": lambda project: project.write("infra/config/pipelines/new.yaml", "name: new\n"),
    "a pipeline that is gone": lambda project: (project.root / PIPELINE).unlink(),
    "a pipeline of another name": lambda project: (project.root / PIPELINE).rename(project.root / (PIPELINE + "2.yaml")),
    "an event declaration": change("infra/config/events/feature.used.yaml", "feature:", "features:"),
    "a list of addresses": lambda project: project.write("infra/config/lists/bad.txt", "192.0.2.1\n"),
    "the zip of the ingress function": lambda project: project.write("src/ingress/target/function.zip", "other"),
    "the zip of the delivery function": lambda project: project.write("src/delivery/target/function.zip", "other"),
    "a number in the template": change("template.yaml", "MemorySize: 512", "MemorySize: 1024"),
    "a variable in the template": change("template.yaml", "INGESTLAYER_EVENT_RETENTION: 90d", "INGESTLAYER_EVENT_RETENTION: 30d"),
}


class ReleaseTest(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.project = Project(directory.name)
        self.before = self.project.versions(self.project.deploy())

    def assert_new_versions(self, values):
        after = self.project.versions(values)
        for function in FUNCTIONS:
            self.assertNotEqual(after[function], self.before[function], function)
            self.assertRegex(after[function], f"^{function}Version[0-9a-f]{{10}}$")

    def test_without_a_change_there_is_no_new_version(self):
        self.assertEqual(self.project.versions(self.project.deploy()), self.before)

    def test_moved_and_touched_files_make_no_new_version(self):
        for file in self.project.root.rglob("*"):
            os.utime(file, (0, 0))
        moved = self.project.root.with_name("elsewhere")
        self.project.root.rename(moved)
        self.project.root = moved
        self.assertEqual(self.project.versions(self.project.deploy()), self.before)

    def test_each_changed_file_makes_new_versions(self):
        for name, make in FILES.items():
            with self.subTest(name), tempfile.TemporaryDirectory() as directory:
                self.project = Project(directory)
                make(self.project)
                self.assert_new_versions(self.project.deploy())

    def test_each_changed_parameter_makes_new_versions(self):
        parameters = yaml_parse((ROOT / "template.yaml").read_text())["Parameters"]
        changed = 0
        for name, parameter in parameters.items():
            if name in ("Release", "RedactionKey"):
                continue
            value = OTHER_VALUES.get(name)
            if value is None:
                self.assertEqual(parameter["Type"], "Number", f"say in OTHER_VALUES what {name} may be")
                value = str(int(parameter["Default"]) + 1)
            with self.subTest(name):
                values = self.project.deploy(f"{name}={value}")
                self.assertEqual(values[name], value)
                self.assert_new_versions(values)
            changed += 1
        self.assertGreater(changed, 10)

    def test_a_changed_redaction_key_makes_new_versions(self):
        values = self.project.deploy(redaction_key=SECRET_KEY)
        self.assertEqual(values["RedactionKey"], SECRET_KEY)
        self.assert_new_versions(values)

    def test_values_reach_cloudformation_unchanged(self):
        odd = 'https://runbook.example/?a="b"&c=\\d\'e $f'
        self.assertEqual(self.project.deploy(f"RunbookUrl={odd}")["RunbookUrl"], odd)

    def test_the_release_matches_the_pattern_in_the_template(self):
        release = self.project.deploy()["Release"]
        parameter = yaml_parse((ROOT / "template.yaml").read_text())["Parameters"]["Release"]
        self.assertNotIn("Default", parameter)
        self.assertRegex(release, parameter["AllowedPattern"])

    def test_a_plain_sam_deploy_is_rejected_with_the_reason(self):
        text = (ROOT / "infra/samconfig.toml").read_text()
        overrides = re.search(r'^parameter_overrides = "(.*)"$', text, re.MULTILINE).group(1)
        values = CfnParameterOverridesType().convert((overrides,), None, None)
        parameter = yaml_parse((ROOT / "template.yaml").read_text())["Parameters"]["Release"]
        self.assertIsNone(re.fullmatch(parameter["AllowedPattern"], values["Release"]))
        self.assertIn("infra/deploy.sh", parameter["ConstraintDescription"])


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[1:]])

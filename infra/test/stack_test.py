"""Tests the stack of template.yaml in a simulator of AWS. It is created, read, deleted and created again, with every set of
parameters and with the commands of infra/docs/deploy.md. Also tests what its roles allow after SAM's transform.

    pip install 'moto[server]==5.2.5' 'aws-sam-translator==1.115.0' 'awscli==1.46.3' && python infra/test/stack_test.py

Moto simulates CloudFormation, DynamoDB, SQS, Lambda, IAM and Logs. Resources that it does not know are removed from the
template first, and a test names their types.
"""

import copy
import io
import itertools
import json
import logging
import os
import re
import subprocess
import sys
import unittest
import urllib.request
import warnings
import zipfile
from pathlib import Path

import boto3
from botocore.exceptions import ClientError
from moto.cloudformation.parsing import resource_class_from_type
from moto.server import ThreadedMotoServer
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

logging.disable(logging.WARNING)  # warnings of the translator, and the server's line for each request
warnings.simplefilter("ignore")

ROOT = Path(__file__).resolve().parents[2]
REGION = "eu-central-1"
PAGE = ROOT / "infra/docs/deploy.md"

# The types that Moto's CloudFormation does not support (5.2.5). References to such resources become plain words.
NOT_SIMULATED = {
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::Stage",
    "AWS::CloudWatch::Alarm",
    "AWS::Lambda::Alias",
    "AWS::SQS::QueuePolicy",
}

# The values of parameters that other parts of the template depend on. Every combination is tested.
CHOICES = {
    "Packaging": ("native", "snapstart"),
    "Architecture": ("arm64", "x86_64"),
    "CorsOrigins": ("", "https://app.example.com,http://localhost:3000"),
    "AlarmTopicArn": ("", f"arn:aws:sns:{REGION}:123456789012:alarms"),
    "BedrockModels": ("", "arn:aws:bedrock:*::foundation-model/amazon.nova-micro-v1:0"),
}

# The parameters without a default, each with some valid value.
REQUIRED = {"WebhookUrl": "https://hooks.acme.example/in", "Release": "0" * 64}

TABLES = {"EventsTable": "events", "EntitiesTable": "entities", "KeysTable": "keys"}


def written():
    """Returns template.yaml as sam deploy passes it to CloudFormation, with uploaded code."""
    template = yaml_parse((ROOT / "template.yaml").read_text())
    for resource in template["Resources"].values():
        for name in ("CodeUri", "ContentUri"):
            if name in resource.get("Properties", {}):
                resource["Properties"][name] = {"Bucket": "code", "Key": "zip"}
    return template


def defaults(template):
    parameters = {name: str(each["Default"]) for name, each in template["Parameters"].items() if "Default" in each}
    missing = {name: REQUIRED[name] for name in template["Parameters"] if name not in parameters}
    return parameters | missing


def transformed():
    """Returns the template after SAM's transform."""
    template = written()
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name=REGION))
    return translator.translate(template, defaults(template))


def replace_references(part, gone):
    """Replaces references to removed resources by the resources' names."""
    if isinstance(part, list):
        return [replace_references(each, gone) for each in part]
    if not isinstance(part, dict):
        return part
    if len(part) == 1:
        ((name, argument),) = part.items()
        if name == "Ref" and argument in gone:
            return gone[argument]
        if name == "Fn::GetAtt":
            resource = argument[0] if isinstance(argument, list) else argument.split(".")[0]
            if resource in gone:
                return gone[resource]
        if name == "Fn::Sub":
            text, *variables = argument if isinstance(argument, list) else [argument]
            for resource, replacement in gone.items():
                if isinstance(replacement, str):
                    text = re.sub(r"\$\{" + resource + r"(\.\w+)?}", replacement, text)
            return {name: [text, *replace_references(variables, gone)] if variables else text}
    return {key: replace_references(value, gone) for key, value in part.items()}


def simulated(template):
    """Returns the parts of the transformed template that Moto supports."""
    template = copy.deepcopy(template)
    resources = template["Resources"]
    gone = {}
    for name in [name for name, each in resources.items() if each["Type"] in NOT_SIMULATED]:
        each = resources.pop(name)
        # References to an alias become references to its function; other resources are replaced by their names.
        gone[name] = {"Ref": each["Properties"]["FunctionName"]["Ref"]} if each["Type"] == "AWS::Lambda::Alias" else name
    for each in resources.values():
        # The two policies differ only during the creation of a stack, and Moto supports only this one.
        if each.get("DeletionPolicy") == "RetainExceptOnCreate":
            each["DeletionPolicy"] = "Retain"
    return replace_references(template, gone)


def evaluate(condition, values):
    """Evaluates a condition of the template, or a part of one, for values of the parameters."""
    if not isinstance(condition, dict):
        return condition
    ((name, argument),) = condition.items()
    if name == "Ref":
        return values[argument]
    if name == "Fn::Equals":
        return evaluate(argument[0], values) == evaluate(argument[1], values)
    if name == "Fn::Not":
        return not evaluate(argument[0], values)
    if name == "Fn::Join":  # the list is a parameter
        return evaluate(argument[1], values).replace(",", argument[0])
    raise ValueError(f"the condition {name} is not known here")


def without_no_value(part, holds):
    """Removes list items that are AWS::NoValue under the conditions, which Moto would turn into nulls."""
    if isinstance(part, dict):
        return {key: without_no_value(value, holds) for key, value in part.items()}
    if not isinstance(part, list):
        return part
    items = []
    for each in part:
        if isinstance(each, dict) and "Fn::If" in each:
            condition, then, otherwise = each["Fn::If"]
            if (then if holds[condition] else otherwise) == {"Ref": "AWS::NoValue"}:
                continue
        items.append(without_no_value(each, holds))
    return items


class TransformedTest(unittest.TestCase):
    """Tests that SAM keeps the template's roles, which LeastPrivilegeIT checks, and adds nothing to them."""

    @classmethod
    def setUpClass(cls):
        cls.written = written()["Resources"]
        cls.resources = transformed()["Resources"]

    def of_type(self, name):
        return {logical: each for logical, each in self.resources.items() if each["Type"] == name}

    def test_the_roles_are_the_two_of_the_template(self):
        roles = self.of_type("AWS::IAM::Role")
        self.assertEqual(set(roles), {"IngressFunctionRole", "DeliveryFunctionRole"})
        for name, role in roles.items():
            self.assertEqual(json.dumps(role, sort_keys=True), json.dumps(self.written[name], sort_keys=True))
            self.assertEqual(set(role["Properties"]), {"AssumeRolePolicyDocument", "Policies"})

    def test_there_are_no_other_policies(self):
        for kind in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy", "AWS::IAM::RolePolicy", "AWS::IAM::User", "AWS::IAM::Group"):
            self.assertEqual(self.of_type(kind), {})
        self.assertNotIn("ManagedPolicyArns", json.dumps(self.resources))
        self.assertNotIn(":policy/", json.dumps(self.resources))

    def test_each_function_runs_with_its_own_role(self):
        roles = {name: each["Properties"]["Role"] for name, each in self.of_type("AWS::Lambda::Function").items()}
        self.assertEqual(
            roles, {name: {"Fn::GetAtt": [f"{name}Role", "Arn"]} for name in ("IngressFunction", "DeliveryFunction")}
        )

    def statements(self):
        for role in self.of_type("AWS::IAM::Role").values():
            for policy in role["Properties"]["Policies"]:
                chosen = policy["Fn::If"][1] if "Fn::If" in policy else policy
                yield from chosen["PolicyDocument"]["Statement"]

    def test_only_xray_actions_are_allowed_on_every_resource(self):
        actions = set()
        for statement in self.statements():
            resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
            if "*" in resources:
                listed = statement["Action"]
                actions.update(listed if isinstance(listed, list) else [listed])
        self.assertEqual(actions, {"xray:PutTraceSegments", "xray:PutTelemetryRecords"})

    def test_the_mapping_feeds_the_live_version_from_the_queue(self):
        mappings = self.of_type("AWS::Lambda::EventSourceMapping")
        # SAM gave the mapping this name. Under another name, an update would create a second mapping, which Lambda rejects.
        self.assertEqual(set(mappings), {"DeliveryFunctionDeliveries"})
        properties = mappings["DeliveryFunctionDeliveries"]["Properties"]
        self.assertEqual(properties["FunctionName"], {"Ref": "DeliveryFunctionAliaslive"})
        self.assertEqual(properties["EventSourceArn"], {"Fn::GetAtt": ["DeliveriesQueue", "Arn"]})
        self.assertEqual(properties["FunctionResponseTypes"], ["ReportBatchItemFailures"])
        alias = self.resources["DeliveryFunctionAliaslive"]["Properties"]
        version = self.resources[alias["FunctionVersion"]["Fn::GetAtt"][0]]["Properties"]
        self.assertEqual(version["FunctionName"], {"Ref": "DeliveryFunction"})

    def test_irreplaceable_resources_outlive_the_stack(self):
        for name in (*TABLES, "DeadLetterQueue"):
            self.assertEqual(self.resources[name]["DeletionPolicy"], "RetainExceptOnCreate", name)
            self.assertEqual(self.resources[name]["UpdateReplacePolicy"], "Retain", name)
        kept = {name for name, each in self.resources.items() if each.get("DeletionPolicy", "Delete") != "Delete"}
        # Function versions are deleted with their function, and layer versions only contain infra/config.
        versions = {*self.of_type("AWS::Lambda::Version"), *self.of_type("AWS::Lambda::LayerVersion")}
        self.assertEqual(kept - versions, {*TABLES, "DeadLetterQueue"})
        for name in TABLES:
            self.assertEqual(self.resources[name]["Properties"]["DeletionProtectionEnabled"], {"Ref": "DeletionProtection"})

    def test_moto_still_lacks_the_removed_types(self):
        kinds = {each["Type"] for each in self.resources.values()}
        self.assertEqual({kind for kind in kinds if resource_class_from_type(kind) is None}, NOT_SIMULATED)


def zipped():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("bootstrap", "")
    return content.getvalue()


class StackTest(unittest.TestCase):
    """Tests stacks in the simulator."""

    @classmethod
    def setUpClass(cls):
        cls.server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        cls.server.start()
        _, port = cls.server.get_host_and_port()
        cls.endpoint = "http://localhost:" + str(port)
        cls.addClassCleanup(cls.server.stop)
        cls.template = simulated(transformed())

    def client(self, service):
        return boto3.client(
            service, region_name=REGION, endpoint_url=self.endpoint, aws_access_key_id="test", aws_secret_access_key="test"
        )

    def setUp(self):
        urllib.request.urlopen(urllib.request.Request(f"{self.endpoint}/moto-api/reset", method="POST"))
        self.cloudformation = self.client("cloudformation")
        self.dynamodb = self.client("dynamodb")
        self.sqs = self.client("sqs")
        s3 = self.client("s3")
        s3.create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_object(Bucket="code", Key="zip", Body=zipped())

    def create(self, **values):
        """Creates the stack, and returns its outputs."""
        parameters = defaults(self.template) | values
        holds = {name: evaluate(each, parameters) for name, each in self.template["Conditions"].items()}
        self.cloudformation.create_stack(
            StackName="ingestlayer",
            TemplateBody=json.dumps(without_no_value(self.template, holds)),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM"],
        )
        stack = self.cloudformation.describe_stacks(StackName="ingestlayer")["Stacks"][0]
        self.assertEqual(stack["StackStatus"], "CREATE_COMPLETE")
        return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def delete(self):
        self.cloudformation.delete_stack(StackName="ingestlayer")
        with self.assertRaises(ClientError):
            self.cloudformation.describe_stacks(StackName="ingestlayer")

    def tables(self):
        return set(self.dynamodb.list_tables()["TableNames"])

    def queues(self):
        return {url.rsplit("/", 1)[1] for url in self.sqs.list_queues().get("QueueUrls", [])}

    def assert_stands(self, outputs, values):
        for name, kind in TABLES.items():
            table = outputs[f"{name}Name"]
            self.assertEqual(table, values.get(f"{name}Name") or f"ingestlayer-{kind}")
            self.assertIn(table, self.tables())
        self.assertEqual(outputs["StateTableName"], "ingestlayer-state")
        dead = values.get("DeadLetterQueueName") or "ingestlayer-deliveries-dead"
        self.assertTrue(outputs["DeadLetterQueueUrl"].endswith("/" + dead))
        redrive = json.loads(
            self.sqs.get_queue_attributes(QueueUrl=outputs["DeliveriesQueueUrl"], AttributeNames=["RedrivePolicy"])["Attributes"][
                "RedrivePolicy"
            ]
        )
        self.assertTrue(redrive["deadLetterTargetArn"].endswith(":" + dead))
        functions = self.client("lambda")
        for function in ("ingress", "delivery"):
            configuration = functions.get_function_configuration(FunctionName=f"ingestlayer-{function}")
            variables = configuration["Environment"]["Variables"]
            self.assertEqual(variables["INGESTLAYER_EVENTS_TABLE"], outputs["EventsTableName"])
            runtime = "java25" if values.get("Packaging") == "snapstart" else "provided.al2023"
            self.assertEqual(configuration["Runtime"], runtime)
        (mapping,) = functions.list_event_source_mappings()["EventSourceMappings"]
        self.assertTrue(mapping["EventSourceArn"].endswith(":ingestlayer-deliveries"))

    def assert_only_the_kept_is_left(self):
        self.assertEqual(self.tables(), {f"ingestlayer-{kind}" for kind in TABLES.values()})
        self.assertEqual(self.queues(), {"ingestlayer-deliveries-dead"})
        self.assertEqual(self.client("lambda").list_functions()["Functions"], [])
        self.assertEqual(self.client("iam").list_roles()["Roles"], [])
        self.assertEqual(self.client("logs").describe_log_groups()["logGroups"], [])

    def run_page(self, heading):
        """Runs the commands under a heading of the page, unchanged."""
        section = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE.read_text(), re.MULTILINE | re.DOTALL)
        self.assertIsNotNone(section, heading)
        for block in re.findall(r"^```sh\n(.*?)^```", section.group(1), re.MULTILINE | re.DOTALL):
            if "deploy.sh" in block or "sam deploy" in block:
                continue  # create() does this instead
            environment = {
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "HOME": "/nowhere",
                "AWS_ENDPOINT_URL": self.endpoint,
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                "AWS_DEFAULT_REGION": REGION,
                "AWS_PAGER": "",
                "STACK": "ingestlayer",
            }
            # Version 1 of the AWS CLI uses an old address of SQS, whatever the environment says.
            simulator = 'aws() { command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; }\n'
            done = subprocess.run(["bash", "-euc", simulator + block], env=environment, capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 0, f"{block}\n{done.stdout}{done.stderr}")

    def test_each_set_of_parameters_creates_the_stack_twice(self):
        for choice in itertools.product(*CHOICES.values()):
            values = dict(zip(CHOICES, choice))
            with self.subTest(**values):
                self.setUp()
                self.assert_stands(self.create(**values), values)
                self.delete()
                self.assert_only_the_kept_is_left()
                again = values | self.kept()
                self.assert_stands(self.create(**again), again)

    @staticmethod
    def kept():
        """Returns the parameters that reuse the tables of a deleted stack, as the page describes them."""
        named = {f"{name}Name": f"ingestlayer-{kind}" for name, kind in TABLES.items()}
        return named | {"DeadLetterQueueName": "ingestlayer-deliveries-dead-2"}

    def test_a_stack_on_kept_tables_has_their_items_and_keeps_them_when_deleted(self):
        outputs = self.create()
        self.dynamodb.put_item(TableName=outputs["KeysTableName"], Item={"key_hash": {"S": "a"}})
        self.delete()
        outputs = self.create(**self.kept())
        self.assertEqual(self.dynamodb.scan(TableName=outputs["KeysTableName"])["Count"], 1)
        self.delete()
        self.assertEqual(self.tables(), {f"ingestlayer-{kind}" for kind in TABLES.values()})

    def test_the_page_names_the_parameters_that_reuse_kept_tables(self):
        page = PAGE.read_text()
        for name, value in self.kept().items():
            self.assertIn(f"{name}={value.replace('ingestlayer', '$STACK', 1)}", page)

    def test_kept_tables_are_protected(self):
        self.create()
        self.delete()
        for kind in TABLES.values():
            with self.assertRaises(ClientError):
                self.dynamodb.delete_table(TableName=f"ingestlayer-{kind}")

    def test_the_commands_that_delete_the_data_leave_nothing_and_the_stack_can_be_created_again(self):
        self.create()
        self.run_page("Delete the stack, and keep the data")
        self.assert_only_the_kept_is_left()
        self.run_page("Delete the data too")
        self.assertEqual(self.tables(), set())
        self.assertEqual(self.queues(), set())
        self.assert_stands(self.create(), {})

    def test_a_restored_table_replaces_the_damaged_one(self):
        outputs = self.create()
        self.dynamodb.put_item(
            TableName=outputs["EventsTableName"], Item={"event_id": {"S": "evt_1"}, "item": {"S": "event"}}
        )
        self.run_page("Restore a table")
        restored = "ingestlayer-events-restored"
        described = self.dynamodb.describe_table(TableName=restored)["Table"]
        self.assertTrue(described["DeletionProtectionEnabled"])
        expiry = self.dynamodb.describe_time_to_live(TableName=restored)["TimeToLiveDescription"]
        self.assertEqual(expiry["AttributeName"], "expires_at")
        backups = self.dynamodb.describe_continuous_backups(TableName=restored)["ContinuousBackupsDescription"]
        self.assertEqual(backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"], "ENABLED")
        self.delete()
        outputs = self.create(**self.kept() | {"EventsTableName": restored})
        self.assertEqual(outputs["EventsTableName"], restored)
        self.assertEqual(self.dynamodb.scan(TableName=restored)["Count"], 1)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[1:]])

#!/usr/bin/env python3
"""Holds what `check` and `schema` print for other programs against what those programs expect.

    check_formats.py ADRSITE SARIF_SCHEMA LOG...

SARIF must be valid against its schema, JUnit must be XML, every line for GitHub must be one command with its properties
escaped, and the schemas of front-matter and config must be schemas that the records and the config of each LOG fulfil.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

import jsonschema
import yaml

adrsite, sarif_schema, *logs = sys.argv[1:]


def run(*arguments):
    return subprocess.run([adrsite, *arguments], capture_output=True, text=True, encoding="utf-8").stdout


def hostile(folder):
    """A log whose every text tries to be something else."""
    evil = "100%,::error::x%0A<&\"']]> \u202e ##vso[x]"
    with open(os.path.join(folder, "0001-a,b;c%41.md"), "w", encoding="utf-8") as f:
        f.write(f"---\nstatus: {json.dumps(evil)}\nsupersedes: {json.dumps(evil)}\nreveiwed_by: x\n---\n\n# X\n\n[{evil}](gone%20(x).md)\n")
    return folder


class DateAsText(yaml.SafeLoader):
    """Editors' YAML 1.2 has no dates, and neither has adrsite."""


DateAsText.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

with open(sarif_schema, encoding="utf-8") as f:
    sarif_schema = json.load(f)
front_matter, config = (json.loads(run("schema", of)) for of in ("front-matter", "config"))
for schema in (front_matter, config):
    jsonschema.Draft202012Validator.check_schema(schema)
findings = records = 0
with tempfile.TemporaryDirectory() as folder:
    for log in [hostile(folder), *logs]:
        sarif = json.loads(run("check", log, "--format", "sarif"))
        jsonschema.validate(sarif, sarif_schema, cls=jsonschema.validators.validator_for(sarif_schema))
        results = sarif["runs"][0]["results"]
        suite = xml.fromstring(run("check", log, "--format", "junit").encode())
        cases = suite.findall("./testsuite/testcase")
        assert int(suite.get("tests")) == len(cases) and int(suite.get("failures")) == len(suite.findall(".//failure")), log
        lines = run("check", log, "--format", "github").splitlines()
        assert len(lines) == len(results) == len(json.loads(run("check", log, "--format", "json"))), log
        for line in lines:
            assert re.fullmatch(r"::(error|warning|notice) file=(?:[^,:%]|%(?:25|2C|3A))+,line=\d+,col=\d+,title=[a-z0-9-]+::(?:[^%]|%(?:25|0A|0D))+", line), line
        findings += len(results)
        for path in glob.glob(os.path.join(log, "**", "*.md"), recursive=True) if log != folder else []:
            with open(path, encoding="utf-8") as f:
                text = f.read()
            if text.startswith("---\n"):
                jsonschema.validate(yaml.load(text.split("\n---", 1)[0], DateAsText), front_matter, cls=jsonschema.Draft202012Validator)
                records += 1
        settings = os.path.join(log, "adrsite.yaml")
        if os.path.exists(settings):
            with open(settings, encoding="utf-8") as f:
                jsonschema.validate(yaml.load(f, DateAsText), config, cls=jsonschema.Draft202012Validator)
for wrong in ({"status": ["accepted"]}, {"reviewed_by": {"team": "a", "outcome": "maybe"}}, {"date": "soon"}):
    assert not jsonschema.Draft202012Validator(front_matter).is_valid(wrong), wrong
assert findings > 3 and (records or not logs)
print(f"{findings} findings in 3 formats, {records} records fulfil the schema")

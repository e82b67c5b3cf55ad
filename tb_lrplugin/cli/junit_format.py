"""Series as test cases in JUnit's XML, which CI servers show: one that fails the check is a failure.

Format: "junit-10.xsd" of jenkinsci/xunit-plugin; GitLab, Azure and GitHub's reporters read it as well.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from tb_lrplugin.answers import failing_severity
from tb_lrplugin.answers.contract import Entry, Problem
from tb_lrplugin.cli.findings import of_entry
from tb_lrplugin.report.looking import fails
from tb_lrplugin.words import printable

# What XML 1.0 cannot hold in any form.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit(logdir: str, series: Sequence[Entry], problems: Sequence[Problem], fail_on: str) -> str:
    """Write a check as one test suite.

    Args:
      logdir: what was checked.
      series: the full entries.
      problems: findings that belong to no single series; what could not be read is an error.
      fail_on: least severity that is a failure.
    """
    suite = ET.Element("testsuite", name=_text(f"learning rates of {logdir}"))
    failures = [_case(suite, logdir, entry, fail_on) for entry in series]
    errors = [_problem(suite, problem) for problem in problems]
    suite.set("tests", str(len(failures) + len(errors)))
    suite.set("failures", str(sum(failures)))
    suite.set("errors", str(sum(errors)))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True)


def _case(suite: ET.Element, logdir: str, entry: Entry, fail_on: str) -> bool:
    """Add a series; say whether it is a failure."""
    case = ET.SubElement(suite, "testcase", classname=_text(entry["run"]), name=_text(entry["tag"]))
    told = "\n\n".join(finding.message for finding in of_entry(logdir, entry)) or entry["headline"]
    is_failure = fails([failing_severity(entry)], complete=True, fail_on=fail_on)
    if is_failure:
        failure = ET.SubElement(case, "failure", type=entry["verdict"], message=_text(entry["headline"]))
        failure.text = _text(told)
    else:
        ET.SubElement(case, "system-out").text = _text(told)
    return is_failure


def _problem(suite: ET.Element, problem: Problem) -> bool:
    case = ET.SubElement(suite, "testcase", classname="problems", name=_text(problem["where"]))
    kind = "error" if problem["unread"] else "system-out"
    element = ET.SubElement(case, kind)
    if problem["unread"]:
        element.set("type", "unread")
        element.set("message", _text(problem["message"]))
    element.text = _text(problem["message"])
    return problem["unread"]


def _text(text: str) -> str:
    return _NO_XML.sub("", printable(text, keeps_lines=True))

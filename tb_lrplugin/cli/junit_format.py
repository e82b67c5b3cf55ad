"""Series as test cases in JUnit's XML, which CI servers show: one that fails the check is a failure.

Format: "junit-10.xsd" of jenkinsci/xunit-plugin; GitLab, Azure and GitHub's reporters read it as well.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from itertools import chain

from tb_lrplugin.answers import failing_severity
from tb_lrplugin.answers.contract import Entry, Problem
from tb_lrplugin.cli.findings import of_entry
from tb_lrplugin.report.looking import fails
from tb_lrplugin.words import printable

# What XML 1.0 cannot hold in any form.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def junit(logdir: str, series: Sequence[Entry], problems: Sequence[Problem], fail_on: str) -> Iterator[str]:
    """Write a check as one test suite, a case at a time.

    Args:
      logdir: what was checked.
      series: the full entries.
      problems: findings that belong to no single series; what could not be read is an error.
      fail_on: least severity that is a failure.
    """
    root = ET.Element("testsuites")
    suite = ET.SubElement(root, "testsuite", name=_text(f"learning rates of {logdir}"))
    suite.set("tests", str(len(series) + len(problems)))
    suite.set("failures", str(sum(_is_failure(entry, fail_on) for entry in series)))
    suite.set("errors", str(sum(problem["unread"] for problem in problems)))
    if series or problems:
        ET.SubElement(suite, "testcase")
    ET.indent(root)
    before, _, after = ET.tostring(root, encoding="unicode", xml_declaration=True).partition("<testcase />")
    yield before
    margin = before.rpartition("\n")[2]
    cases = chain((_case(logdir, entry, fail_on) for entry in series), map(_problem, problems))
    for number, case in enumerate(cases):
        ET.indent(case, level=2)
        yield (f"\n{margin}" if number else "") + ET.tostring(case, encoding="unicode")
    yield after


def _is_failure(entry: Entry, fail_on: str) -> bool:
    return fails([failing_severity(entry)], complete=True, fail_on=fail_on)


def _case(logdir: str, entry: Entry, fail_on: str) -> ET.Element:
    case = ET.Element("testcase", classname=_text(entry["run"]), name=_text(entry["tag"]))
    told = "\n\n".join(finding.message for finding in of_entry(logdir, entry)) or entry["headline"]
    if _is_failure(entry, fail_on):
        failure = ET.SubElement(case, "failure", type=entry["verdict"], message=_text(entry["headline"]))
        failure.text = _text(told)
    else:
        ET.SubElement(case, "system-out").text = _text(told)
    return case


def _problem(problem: Problem) -> ET.Element:
    case = ET.Element("testcase", classname="problems", name=_text(problem["where"]))
    kind = "error" if problem["unread"] else "system-out"
    element = ET.SubElement(case, kind)
    if problem["unread"]:
        element.set("type", "unread")
        element.set("message", _text(problem["message"]))
    element.text = _text(problem["message"])
    return case


def _text(text: str) -> str:
    return _NO_XML.sub("", printable(text, keeps_lines=True))

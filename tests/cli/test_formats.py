"""The forms in which other programs read a check: each is what its standard says, and all tell the same."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml

from tb_lrplugin.answers.lines import Part, lines_of, read_lines, read_parts, together
from tb_lrplugin.answers.schema import schema
from tb_lrplugin.cli import findings, main, sarif_format
from tb_lrplugin.cli.findings import _place_of
from tb_lrplugin.cli.formats import FORMATS, Told
from tb_lrplugin.planning import plan
from tb_lrplugin.report.looking import look
from tests.support.json_schema import violations
from tests.support.labelled import LOGS

SCHEMA = schema()
DEFINITIONS = SCHEMA["$defs"]
OASIS = json.loads((Path(__file__).parents[1] / "support" / "sarif" / "sarif-schema-2.1.0.json").read_text("utf-8"))
CASES = ("object-detection-flat", "object-detection-config-error", "huggingface-frozen", "ultralytics-sgd")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """One look at some labelled runs, for every format."""
    logdir = tmp_path_factory.mktemp("logs")
    for case in CASES:
        (logdir / case).symlink_to(LOGS / case, target_is_directory=True)
    return Told(str(logdir), look(str(logdir)))


@pytest.fixture
def written(told: Told, capsys: pytest.CaptureFixture[str]) -> Any:
    def write(name: str) -> str:
        FORMATS[name](told)
        return capsys.readouterr().out

    return write


class TestTheSchema:
    def test_the_file_in_the_package_is_made_of_the_contract(self) -> None:
        shipped = resources.files("tb_lrplugin.answers").joinpath("schema.json").read_text(encoding="utf-8")
        command = "python -m tb_lrplugin.answers.schema > tb_lrplugin/answers/schema.json"
        assert json.loads(shipped) == SCHEMA, f"run `{command}`"

    def test_answers_are_as_it_says(self, written: Any) -> None:
        report = json.loads(written("json"))
        assert violations(report, DEFINITIONS["Report"], DEFINITIONS) == []
        plans: Any = plan(str(LOGS / "object-detection-flat"))
        assert violations(plans, DEFINITIONS["Plans"], DEFINITIONS) == []

    def test_it_tells_what_is_no_answer(self, written: Any) -> None:
        report = json.loads(written("json"))
        del report["series"][0]["verdict"]
        report["series"][1]["warnings"] = "none"
        assert len(violations(report, DEFINITIONS["Report"], DEFINITIONS)) == 2


class TestSarif:
    """What the standard says, by its own schema (tests/support/sarif/NOTICE.md) and beyond."""

    def test_logs_are_as_the_schema_of_oasis_says(
        self, written: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        checked = written("sarif")
        paths = [str(LOGS / case) for case in CASES]
        assert main(["plan", *paths, "--format", "sarif"]) == 1
        planned = capsys.readouterr().out
        main(["check", str(tmp_path), "--format", "sarif"])
        empty = capsys.readouterr().out
        for text, results in ((checked, 5), (planned, 2), (empty, 0)):
            log = json.loads(text)
            assert violations(log, OASIS, OASIS["definitions"]) == []
            assert len(log["runs"][0]["results"]) >= results
        log["runs"][0]["tool"]["driver"] |= {"name": 3, "informationUri": "1:x", "home": ""}
        assert len(violations(log, OASIS, OASIS["definitions"])) == 3

    @pytest.mark.parametrize("name", ["1:x/a", "a:b/c", "C:", "a b%20#?", "\u00fc", "/a:b/c d", "gs://a/b c"])
    def test_an_address_leads_to_its_file(self, name: str) -> None:
        address = sarif_format._address_of(name)
        assert violations(address, {"type": "string", "format": "uri-reference"}, {}) == []
        base = "gs://a/" if "://" in name else "file:///base/"
        found = urlsplit(urljoin(base, address))
        whole = name if "://" in name else f"file://{'' if name.startswith('/') else '/base/'}{name}"
        assert f"{found.scheme}://{found.netloc}{unquote(found.path)}" == whole

    def test_a_log_has_what_the_standard_demands(self, written: Any) -> None:
        log = json.loads(written("sarif"))
        assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
        (run,) = log["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert run["tool"]["driver"]["name"] == "tb-lrplugin"
        assert len({rule["id"] for rule in rules}) == len(rules)
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in ("error", "warning", "note")
            assert result["message"]["text"]
            (location,) = result["locations"]
            assert re.fullmatch(r"[\w./:%~-]+", location["physicalLocation"]["artifactLocation"]["uri"])
            region = location["physicalLocation"].get("region", {"startLine": 1, "endLine": 1})
            assert 1 <= region["startLine"] <= region["endLine"]
        keys = [tuple(result["partialFingerprints"].values()) for result in run["results"]]
        assert len(set(keys)) == len(keys)

    def test_a_finding_stands_at_the_lines_of_the_configuration(self, written: Any) -> None:
        results = json.loads(written("sarif"))["runs"][0]["results"]
        found = {result["ruleId"]: result["locations"][0]["physicalLocation"] for result in results}
        assert found["first_drop_beyond_run"]["region"] == {"startLine": 62, "endLine": 66}
        assert found["first_drop_beyond_run"]["artifactLocation"]["uri"].endswith("flat/pipeline.config")
        assert found["config_error"]["region"] == {"startLine": 2, "endLine": 2}

    def test_a_setting_in_an_event_file_stands_at_that_file(self, tmp_path: Path) -> None:
        for name in ("run", "checkpoint-3"):
            (tmp_path / name).mkdir()
        for name, tag in (("1.host", b"args/text_summary"), ("2.host", b"loss"), ("2.host.profile", b"none")):
            (tmp_path / "run" / f"events.out.tfevents.{name}").write_bytes(tag)
        (tmp_path / "checkpoint-3" / "scheduler.pt").touch()

        def place(where: str) -> str | None:
            found = _place_of(str(tmp_path), {"kind": "some", "where": where})
            return None if found is None else found.path.removeprefix(f"{tmp_path}/")

        assert place("run: args/text_summary") == "run/events.out.tfevents.1.host"
        assert place("run: loss") == "run/events.out.tfevents.2.host"
        # What is not seen at once is in the last one.
        assert place("run: gone") == "run/events.out.tfevents.2.host.profile"
        assert place("checkpoint-3") == "checkpoint-3/scheduler.pt"
        assert place("gone: loss") is place("gone") is place("checkpoint-3: loss") is None

    def test_files_are_looked_for_once_and_only_by_who_tells_of_them(
        self, written: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[tuple[str, str]] = []

        def place_of(logdir: str, source: Any, sentence: str) -> None:
            asked.append((str(source), sentence))

        monkeypatch.setattr(findings, "_place_of", place_of)
        written("junit")
        assert asked == []
        written("sarif")
        assert len(asked) == len(set(asked)) > 2


class TestJUnit:
    def test_it_is_as_the_schema_of_jenkins_says(self, told: Told, capsys: pytest.CaptureFixture[str]) -> None:
        xmlschema = pytest.importorskip("xmlschema", reason="xmlschema is not installed")
        schema = xmlschema.XMLSchema(str(Path(__file__).parents[1] / "support" / "junit-10.xsd"))
        problems = [{"where": "a", "message": "gone", "unread": unread} for unread in (False, True)]
        empty = type("Snapshot", (), {"entries": (), "problems": (), "is_complete": True})()
        with_problems = type("Snapshot", (), {**vars(told.snapshot), "problems": problems})()
        for snapshot in (told.snapshot, with_problems, empty):
            FORMATS["junit"](Told(told.logdir, snapshot))
            root = ET.fromstring(capsys.readouterr().out)
            assert root.tag == "testsuites" and [str(error) for error in schema.iter_errors(root)] == []
            assert len(root[0]) == len(snapshot.entries) + len(snapshot.problems)
        del root[0].attrib["tests"]
        assert not schema.is_valid(root)

    def test_what_fails_the_check_is_a_failure(self, told: Told, written: Any) -> None:
        (suite,) = ET.fromstring(written("junit"))
        bad = [entry for entry in told.snapshot.entries if entry["severity"] == "error"]
        assert int(suite.get("failures", "")) == len(bad) == len(suite.findall(".//failure")) > 0
        assert int(suite.get("tests", "")) == len(suite) >= len(told.snapshot.entries)

    def test_names_that_xml_cannot_hold_are_escaped(self, told: Told, capsys: pytest.CaptureFixture[str]) -> None:
        entry = {**told.snapshot.entries[0], "run": "a\x00\x1b<b>&\ud800", "headline": "]]>\ufffe"}
        snapshot = type("Snapshot", (), {"entries": (entry,), "problems": (), "is_complete": True})()
        FORMATS["junit"](Told("logs", snapshot))
        case = ET.fromstring(capsys.readouterr().out).find(".//testcase")
        assert case is not None and case.get("classname") == r"a\x00\x1b<b>&\ud800"


class TestMarkdown:
    def test_the_worst_stand_first_and_names_are_no_markup(
        self, told: Told, capsys: pytest.CaptureFixture[str]
    ) -> None:
        entry = {**told.snapshot.entries[0], "run": "@everyone | <img src=x> `a`\n# b"}
        snapshot = type("Snapshot", (), {"entries": (entry,), "problems": (), "is_complete": True})()
        FORMATS["markdown"](Told("logs", snapshot))
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "### 1 learning-rate series below logs: 1 error"
        (row,) = [line for line in lines if line.startswith("| 🛑")]
        assert r"\@everyone \| \<img src=x\> \`a\`\\n\# b" in row

    def test_it_has_a_row_for_each_that_needs_attention(self, told: Told, written: Any) -> None:
        rows = [line for line in written("markdown").splitlines() if re.match(r"\| (🛑|⚠️|ℹ️) ", line)]
        assert 0 < len(rows) <= len(told.snapshot.entries)


class TestLines:
    def test_they_are_put_together_again(self, told: Told, written: Any, tmp_path: Path) -> None:
        lines, report = written("jsonl"), written("json")
        assert read_parts(report, "report.json") == read_parts(lines, "report.jsonl")
        for line in lines.splitlines():
            assert any(
                violations(json.loads(line), DEFINITIONS[kind], DEFINITIONS) == []
                for kind in ("BeginLine", "SeriesLine", "ProblemLine", "EndLine")
            )
        (tmp_path / "part.jsonl").write_text(lines)
        capsys_out = io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", capsys_out)
            assert main(["merge", str(tmp_path / "part.jsonl"), "--format", "json"]) == 1
        assert capsys_out.getvalue() == report

    def test_one_part_that_was_cut_off_is_named_and_loses_no_other(self, told: Told) -> None:
        whole = [json.dumps(line) for line in lines_of(Part("logs/a", told.snapshot.entries, ()))]
        cut = [line.replace("logs/a", "logs/b") for line in whole[:2]]
        merged = together([*read_lines(whole, "a.jsonl"), *read_lines([*cut, '{"type": "seri'], "b.jsonl")])
        assert len(merged.series) == len(told.snapshot.entries) + 1
        assert [problem["where"] for problem in merged.problems] == ["b/b.jsonl", "b/b.jsonl"]
        assert all(problem["unread"] for problem in merged.problems)
        assert merged.logdir == "logs"
        assert Counter(entry["run"].split("/")[0] for entry in merged.series) == {
            "a": len(told.snapshot.entries),
            "b": 1,
        }

    @pytest.mark.parametrize(
        "broken", [{"severity": "hot"}, {"run": None}, {"steps": {}}, {"evidence_rows": [1]}, {"acknowledged": 3}]
    )
    def test_a_series_with_wrong_values_costs_no_other(self, told: Told, broken: dict[str, Any]) -> None:
        lines: list[Any] = list(lines_of(Part("logs", told.snapshot.entries, ())))
        lines[1] = {"type": "series", "series": {**lines[1]["series"], **broken}}
        (part,) = read_lines(map(json.dumps, lines), "a.jsonl")
        assert len(part.series) == len(told.snapshot.entries) - 1
        assert part.problems[-1]["message"].startswith("Line 2 is no line")

    def test_lines_of_something_else_are_one_problem(self, told: Told) -> None:
        whole = [json.dumps(line) for line in lines_of(Part("logs/a", told.snapshot.entries, ()))]
        (part,) = read_lines([*whole, *["rubbish"] * 400], "a.jsonl")
        assert [problem["message"].split(" is ")[0] for problem in part.problems] == [
            f"Line {len(whole) + 1} (and 399 more)"
        ]

    def test_a_name_may_hold_what_ends_a_line_elsewhere(self, told: Told) -> None:
        entry: Any = {**told.snapshot.entries[0], "run": "a\u2028b\x85"}
        lines = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines_of(Part("logs", (entry,), ())))
        (part,) = read_parts(lines, "a.jsonl")
        assert ([one["run"] for one in part.series], part.problems) == (["a\u2028b\x85"], [])

    @pytest.mark.parametrize("text", ["", "rubbish\n", '{"type": "series", "series": {}}\n', "[1]\n"])
    def test_a_file_of_something_else_fails(
        self, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "part").write_text(text)
        assert main(["merge", str(tmp_path / "part")]) == 1
        assert "part" in capsys.readouterr().out

    def test_a_file_that_is_not_there_is_wrong_usage(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["merge", str(tmp_path / "none")]) == 2
        assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(("flags", "code"), [((), 0), (("--fail-on-empty",), 1)])
def test_a_directory_without_a_series(
    flags: tuple[str, ...], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path), *flags]) == code
    assert ("holds no learning-rate series" in capsys.readouterr().err) == bool(code)


class TestTheDocumentation:
    CI = (LOGS.parents[1] / "docs" / "ci.md").read_text(encoding="utf-8")
    JSON = (LOGS.parents[1] / "docs" / "json.md").read_text(encoding="utf-8")

    def test_every_format_is_told(self) -> None:
        assert re.findall(r"^\| `(\w+)` \|", self.CI, re.MULTILINE) == [
            "text",
            "json",
            "jsonl",
            "github",
            "sarif",
            "junit",
            "markdown",
        ]
        assert {"text", "json", "jsonl", "github", "sarif", "junit", "markdown"} == set(FORMATS)

    @pytest.mark.parametrize(
        "command", re.findall(r"^    (tb-lrplugin [^|>']+?)(?: [|>].*)?$", CI + JSON, re.MULTILINE)
    )
    def test_every_command_is_one(self, command: str, capsys: pytest.CaptureFixture[str]) -> None:
        words = command.replace("LOGDIR", "none").split()[1:]
        # Nothing lies there: understood, and then refused.
        assert main(words) == 2
        err = capsys.readouterr().err
        assert "usage:" not in err and ("does not exist" in err or "cannot be read" in err)

    def test_answers_are_named_as_in_the_schema(self) -> None:
        told = set(re.findall(r"`(\w+)`", self.JSON))
        assert {kind["$ref"].rpartition("/")[2] for kind in SCHEMA["anyOf"]} <= told

    def test_the_action_takes_the_commands_that_there_are(self) -> None:
        action = yaml.safe_load((LOGS.parents[1] / "action.yml").read_text(encoding="utf-8"))
        scripts = "\n".join(step.get("run", "") for step in action["runs"]["steps"])
        used = re.findall(r"tb-lrplugin (check|merge) \S+ --format (\w+) --fail-on (\S+)", scripts)
        assert len(used) == 3 and {name for _, name, _ in used} <= set(FORMATS)
        # Whatever comes from outside goes through the environment, never into a script.
        assert "${{" not in scripts
        given = re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", json.dumps(action))
        assert set(given) | {"comment"} == set(action["inputs"])

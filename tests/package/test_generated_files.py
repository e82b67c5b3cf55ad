"""Committed files that were generated match what they were generated from."""

from __future__ import annotations

import hashlib
import importlib
import json
import runpy
from collections.abc import Iterable
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2
from grpc_tools import protoc

ROOT = Path(__file__).resolve().parents[2]
PROTOS = ["optimizer_config", "object_detection"]


@pytest.mark.parametrize("name", PROTOS)
def test_message_classes_match_their_proto_file(name: str, tmp_path: Path) -> None:
    out = tmp_path / "descriptors"
    proto = f"tb_lrplugin/protos/{name}.proto"
    assert protoc.main(["protoc", f"-I{ROOT}", f"--descriptor_set_out={out}", str(ROOT / proto)]) == 0
    described = descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes()).file[0]
    module = importlib.import_module(f"tb_lrplugin.protos.{name}_pb2")
    generated = descriptor_pb2.FileDescriptorProto.FromString(module.DESCRIPTOR.serialized_pb)
    for file in (described, generated):
        forget_spellings(file.message_type)
    assert generated == described


def forget_spellings(messages: Iterable[descriptor_pb2.DescriptorProto]) -> None:
    """Drop what differs between versions of protoc: JSON names, and how a float default is spelled."""
    for message in messages:
        for field in message.field:
            field.ClearField("json_name")
            if field.type == descriptor_pb2.FieldDescriptorProto.TYPE_FLOAT and field.default_value:
                field.default_value = f"{float(field.default_value):.6g}"
        forget_spellings(message.nested_type)


@pytest.mark.parametrize("name", PROTOS)
def test_message_classes_ask_for_no_runtime_version(name: str) -> None:
    """Code of protoc 22 and later refuses older protobuf runtimes; ours must load on 4 to 7."""
    source = (ROOT / "tb_lrplugin" / "protos" / f"{name}_pb2.py").read_text()
    assert "runtime_version" not in source


def test_the_bundle_was_built_from_these_sources() -> None:
    """The same hash as frontend/build.mjs writes, so that this needs no Node."""
    frontend = ROOT / "frontend"
    files = ["build.mjs", "package.json", "package-lock.json", "tsconfig.json"]
    paths = [frontend / name for name in files]
    paths += [path for path in (frontend / "src").rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.relative_to(frontend).as_posix()):
        digest.update(path.relative_to(frontend).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    recorded = json.loads((ROOT / "tb_lrplugin" / "static" / "build.json").read_text())
    assert recorded["sources_sha256"] == digest.hexdigest(), "run `make frontend` and commit tb_lrplugin/static"


def test_the_types_of_the_page_are_those_of_the_contract() -> None:
    typescript = runpy.run_path(str(ROOT / "frontend" / "contract.py"))["typescript"]
    written = (ROOT / "frontend" / "src" / "api" / "contract.ts").read_text(encoding="utf-8")
    assert written == typescript(), "run `make frontend` and commit the result"


def test_the_page_of_verdicts_was_made_of_this_document() -> None:
    document = hashlib.sha256((ROOT / "docs" / "verdicts.md").read_bytes()).hexdigest()
    page = (ROOT / "tb_lrplugin" / "static" / "verdicts.html").read_text(encoding="utf-8")
    assert f'name="source-sha256" content="{document}"' in page, "run `make frontend` and commit tb_lrplugin/static"

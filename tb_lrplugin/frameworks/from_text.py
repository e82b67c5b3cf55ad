"""Readings of a text that somebody has: a configuration file of any name, or settings as a run logs them."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tb_lrplugin.data.files import OneFile
from tb_lrplugin.data.run_evidence import Hyperparameter, RunEvidence
from tb_lrplugin.formats.settings_text import load_settings
from tb_lrplugin.frameworks.framework import Framework
from tb_lrplugin.frameworks.readers import ReaderFunction, TextFile, TextSummary, Traces
from tb_lrplugin.frameworks.reading import Reading

_SUMMARY = "/text_summary"
# Under a time as its name, as accelerate names the runs of its hyperparameters.
_SESSION = "1000000000.0"
_TOTAL = "max_train_steps"
# In characters.
_LONGEST_EXCERPT = 2**14


def attempts(
    frameworks: Sequence[Framework],
    directory: OneFile,
    name: str,
    *,
    steps: int | None = None,
    is_named: bool = True,
) -> Iterator[list[Reading]]:
    """Read a text in every way, the likeliest first: an attempt of each reader.

    Args:
      frameworks: whose readers to ask.
      directory: the one file that holds the text.
      name: the file's name; of a text that was pasted any.
      steps: optimizer steps of the run; None where nobody tells them.
      is_named: whether the user named this very file, so that one that cannot be read is told.
    """
    files = [(one, reader) for one in frameworks for reader in (*one.files, *one.readers)]
    by_content = []
    for framework, reader in files:
        if isinstance(reader, TextFile):
            is_other = is_named and reader.other_names and fnmatch.fnmatch(name, reader.other_names)
            if is_other or name == posixpath.basename(reader.name):
                yield _read(framework, reader, directory, name)
            else:
                by_content.append((framework, reader))
    text = directory.text_of(name) or ""
    for framework, reader in by_content:
        if _is_proved(reader, text) or reader in framework.files:
            read = _read(framework, reader, directory, name)
            # What its text proves to be theirs is told as broken; signs may be those of others as well.
            yield [one for one in read if (is_named and reader.proof if one.error is not None else one.text)]
    for framework, other in files:
        if isinstance(other, ReaderFunction):
            place = OneFile(other.file_name, text) if other.file_name and other.file_name != name else directory
            yield framework.read_with(other, Traces(place))
    for evidence in _evidence(files, text, steps):
        traces = Traces(OneFile("", ""), evidence)
        for framework, other in files:
            if not isinstance(other, TextFile):
                yield framework.read_with(other, traces)


def excerpts(frameworks: Sequence[Framework], text: str, steps: int | None = None) -> Iterator[list[Reading]]:
    """Read a text as lines out of a configuration, or as code that makes one, in the way of each framework."""
    for framework in frameworks if len(text) <= _LONGEST_EXCERPT else ():
        try:
            whole = framework.whole(text)
        except Exception:  # It can be anything.
            continue
        readers = () if whole == text else (*framework.files, *framework.readers)
        names = [one.name if isinstance(one, TextFile) else getattr(one, "file_name", "") for one in readers]
        for name in dict.fromkeys(posixpath.basename(name) or "text" for name in names):
            for attempt in attempts([framework], OneFile(name, whole), name, steps=steps):
                # Lines of anything else make no configuration of theirs.
                yield [one for one in attempt if one.schedule is not None and not one.names_rate_alone]


def _is_proved(reader: TextFile, text: str) -> bool:
    """Say whether a text shows by itself whose it is: of a name that is not theirs, readers may take any for theirs."""
    signs = (*reader.signs, reader.proof) if reader.proof else reader.signs
    return bool(signs) and all(re.search(sign, text, re.MULTILINE) for sign in signs)


def _read(framework: Framework, reader: TextFile, directory: OneFile, name: str) -> list[Reading]:
    reading = reader.read_file(directory, name)
    if reading is None:
        return []
    found = framework.found(name, reading)
    return [found if reader.complete is None else reader.complete(found, Traces(directory))]


def _evidence(files: Iterable[tuple[Framework, object]], text: str, steps: int | None) -> Iterator[RunEvidence]:
    """Make what a run would log that was started with the settings in a text."""
    if not text:
        return
    settings = load_settings(text)
    texts = {reader.tag: text for _, reader in files if isinstance(reader, TextSummary)}
    texts |= {f"{key}{_SUMMARY}": str(value) for key, value in settings.items()}
    hyperparameters = dict(_hyperparameters(settings))
    if steps is not None:
        hyperparameters.setdefault(_TOTAL, float(steps))
    session = RunEvidence(_SESSION, hparams=hyperparameters)
    yield RunEvidence("settings", texts=texts, keras_model=text, children={_SESSION: session})


def _hyperparameters(settings: Mapping[Any, Any]) -> Iterable[tuple[str, Hyperparameter]]:
    for key, value in settings.items():
        if isinstance(value, (bool, str)):
            yield str(key), value
        elif isinstance(value, (int, float)):
            yield str(key), float(value)

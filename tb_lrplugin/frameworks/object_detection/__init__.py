"""The TensorFlow Object Detection API's `pipeline.config`."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from dataclasses import dataclass
from typing import NamedTuple

from google.protobuf import text_format

from tb_lrplugin.data.run_evidence import LastPoint
from tb_lrplugin.formats.text_protos import misspelt_field, parse_error_sentence, read_known_fields
from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.keras.schedule import hidden_time_decay
from tb_lrplugin.frameworks.object_detection.advice import ADVICE, TF1_ADVICE
from tb_lrplugin.frameworks.object_detection.schedule import schedule_of
from tb_lrplugin.frameworks.object_detection.writer import pipeline_configuration
from tb_lrplugin.frameworks.readers import TextFile
from tb_lrplugin.frameworks.reading import Measures, Reading, RunWarning
from tb_lrplugin.frameworks.run_numbers import Numbers, named
from tb_lrplugin.protos import object_detection_pb2 as pb
from tb_lrplugin.schedules import Schedule, ScheduleError
from tb_lrplugin.words.numbers import as_float32, format_rate

FILE_NAME = "pipeline.config"

# The TF1 Estimator's own, and that of legacy/train.py.
_TF1_TAG = r"learning_rate_\d+|LearningRate/LearningRate/learning_rate"
_API_TAG = re.compile(rf"learning_rate|{_TF1_TAG}")
_LEARNING_RATE_BLOCK = re.compile(
    r"\b(constant|exponential_decay|manual_step|cosine_decay)_learning_rate\s*(?::\s*)?[{<]"
)
_LEARNING_RATE = re.compile(r"\blearning_rate\s*(?::\s*)?[{<]")


@dataclass(frozen=True)
class PipelineReading(Reading):
    """A pipeline.config, with what the API's loggers do around it.

    Attributes:
      rms_prop_decay: `rms_prop_optimizer.decay`; None for another optimizer.
      is_tf1: whether a tag says that TF1 trained.
    """

    rms_prop_decay: float | None = None
    is_tf1: bool = False

    def alternatives(self, tag: str) -> tuple[Reading, ...]:
        """Note which TensorFlow logged under the tag: causes and fixes differ."""
        is_tf1 = re.fullmatch(_TF1_TAG, tag) is not None
        return (self if is_tf1 == self.is_tf1 else dataclasses.replace(self, is_tf1=is_tf1),)

    def governs(self, run: str, tag: str) -> bool:
        """The API's own tags, and whatever else is logged in the very directory of the file.

        A file further up may belong to other runs than those of another framework below it.
        """
        return _API_TAG.fullmatch(tag) is not None or posixpath.dirname(self.where) == ("" if run == "." else run)

    def step_offset(self, run: str, tag: str) -> int:
        """The TF1 Estimator logs, at step s, the rate of the update before: f(s - 1)."""
        return -1 if tag == "learning_rate_1" else 0

    def is_evaluation(self, run: str, tag: str) -> bool:
        """The TF1 Estimator evaluates in `eval_0` (or another `eval_NAME`) and logs `learning_rate` there."""
        return tag == "learning_rate" and posixpath.basename(run).startswith("eval")

    def measures(self, run: str, tag: str) -> Measures:
        """TF2's train_loop logs the schedule function; TF1 training logs the very tensor the optimizer gets."""
        is_schedule = self._is_tf2_training(run, tag) or self.is_evaluation(run, tag)
        return "schedule" if is_schedule else "optimizer"

    def _is_tf2_training(self, run: str, tag: str) -> bool:
        """Say whether TF2's train_loop wrote the series: alone of all it trains under the tag `learning_rate`.

        The TF1 Estimator writes `learning_rate_1`, legacy/train.py `LearningRate/LearningRate/learning_rate`.
        """
        return tag == "learning_rate" and not self.is_evaluation(run, tag)

    def _is_tf2_layout(self, run: str, tag: str) -> bool:
        """Say whether the series lies where TF2's train_loop writes it: in `train` below the model directory."""
        return self._is_tf2_training(run, tag) and posixpath.basename(run) == "train"

    def warnings(self, run: str, tag: str, last: LastPoint) -> tuple[RunWarning, ...]:
        """Warn of Keras' time decay of the rate, which the API switches on without a word under TF2."""
        if not self.rms_prop_decay or not self._is_tf2_layout(run, tag):
            return ()
        reason = (
            "Under TF2 the API hands rms_prop_optimizer's decay "
            f"{format_rate(self.rms_prop_decay)} to Keras, where it is a time decay of the learning rate"
        )
        remedy = (
            "Write `decay: 0.0` in rms_prop_optimizer (Keras keeps its moving-average factor rho at 0.9), or use "
            "another optimizer."
        )
        return (hidden_time_decay(self.rms_prop_decay, last, reason, remedy),)


def _parse(text: str) -> PipelineReading | None:
    """Read a pipeline; None where the text is none, or names no optimizer."""
    try:
        # The API too lets the last one count of a field that is given twice.
        pipeline = read_known_fields(text.removeprefix("\ufeff"), pb.Pipeline)
    except text_format.ParseError as error:
        return PipelineReading(error=parse_error_sentence(error))
    except RecursionError:
        return PipelineReading(error="the file nests its blocks too deep to be read")
    return _read_pipeline(text, pipeline)


def _read_pipeline(text: str, pipeline: pb.Pipeline) -> PipelineReading | None:
    train = pipeline.train_config
    optimizer_field = train.optimizer.WhichOneof("optimizer")
    if optimizer_field is None:
        # A pipeline without an optimizer (an exported one, say) says nothing of learning rates.
        return None
    optimizer = getattr(train.optimizer, optimizer_field)
    kind = optimizer.learning_rate.WhichOneof("learning_rate")
    lines, block, around = _find_block(text)
    schedule: Schedule | None = None
    error: str | None = None
    # The API refuses a field that these messages do not have; elsewhere a file may hold more than ours know of.
    misspelt = misspelt_field(around.text, pb.LearningRate) if around else None
    if around and misspelt:
        error = f"{kind or 'learning_rate'} (line {around.line + misspelt[0]}): {misspelt[1]}"
    elif kind is None:
        error = f"{optimizer_field} names no learning_rate, so the API refuses to start"
    else:
        try:
            schedule = schedule_of(optimizer.learning_rate)
        except ScheduleError as reason:
            error = f"{kind} (line {lines[0]}): {reason}" if lines else f"{kind}: {reason}"
    return PipelineReading(
        schedule=schedule,
        error=error,
        total_steps=train.num_steps or None,
        optimizer=optimizer_field.removesuffix("_optimizer"),
        lines=lines,
        text=block or optimizer_field,
        numbers=_numbers(train),
        rms_prop_decay=as_float32(optimizer.decay) if optimizer_field == "rms_prop_optimizer" else None,
    )


def _numbers(train: pb.TrainConfig) -> Numbers:
    """Collect what multiplies steps: under TF1's sync_replicas several replicas make one update."""
    replicas = named("replicas_to_aggregate", train.replicas_to_aggregate) if train.sync_replicas else ()
    return named("batch_size", train.batch_size) + replicas


class _Inside(NamedTuple):
    """What stands between the brackets of a block, without comments, and the line (1-based) where that begins."""

    text: str
    line: int


def _find_block(text: str) -> tuple[tuple[int, int] | None, str, _Inside | None]:
    """Find the block of a pipeline's schedule: its lines (1-based), their text, and what `learning_rate` holds."""
    code = "\n".join(line.split("#", 1)[0] for line in text.splitlines())
    found = _LEARNING_RATE_BLOCK.search(code)
    around = _inside_around(code, found.start() if found else len(code))
    if found is None:
        return None, "", around
    first = code.count("\n", 0, found.start()) + 1
    last = code.count("\n", 0, _end_of_block(code, found.end())) + 1
    block = text.splitlines()[first - 1 : last]
    margin = len(block[0]) - len(block[0].lstrip())
    lines = [line[margin:] if line[:margin].isspace() else line.strip() for line in block]
    return (first, last), "\n".join(lines), around


def _inside_around(code: str, at: int) -> _Inside | None:
    """Find the last `learning_rate { ... }` that begins before a place: the one around it, where there is one."""
    begin = max((found.end() for found in _LEARNING_RATE.finditer(code, 0, at)), default=0)
    if not begin:
        return None
    return _Inside(code[begin : _end_of_block(code, begin) - 1], code.count("\n", 0, begin) + 1)


def _end_of_block(code: str, at: int) -> int:
    """Find the place behind the bracket that closes what was opened just before a place."""
    depth = 1
    while at < len(code) and depth > 0:
        depth += (code[at] in "{<") - (code[at] in "}>")
        at += 1
    return at


class _Pipelines(Framework):
    """Two programs of one configuration."""

    def advice_on(self, fault: str, reading: Reading) -> Advice:
        """Speak to those who train a graph of TF1 of no optimizer of Keras."""
        is_tf1 = isinstance(reading, PipelineReading) and reading.is_tf1
        return (TF1_ADVICE.get(fault) if is_tf1 else None) or super().advice_on(fault, reading)


PIPELINE_CONFIG = _Pipelines(
    kind="pipeline_config",
    about=About(
        "TensorFlow Object Detection API (TF1, TF2)",
        "TensorFlow",
        "`pipeline.config` (or the one other `*.config` that is a pipeline) in the model directory",
        unknown="what the TF2 optimizer makes of the schedule: only the schedule is logged",
    ),
    readers=(
        TextFile(
            FILE_NAME,
            _parse,
            proof=r"^[ \t]*train_config\b",
            is_unmistakable=True,
            other_names="*.config",
            reading=PipelineReading,
        ),
    ),
    is_inherited=True,
    takes_schedule_object=True,
    write=pipeline_configuration,
    whole=lambda text: f"train_config {{ optimizer {{ momentum_optimizer {{ learning_rate {{\n{text}\n}} }} }} }}",
    # Staircase is on unless it is set; the fixes are what has to stand there for what the run does.
    advice={
        **ADVICE,
        "staircase": Advice(
            causes=("Another pipeline.config was in force: staircase is true there unless it is set.",),
            fix="# in pipeline.config, for the decay that the run follows:\nstaircase: true",
        ),
        "continuous": Advice(fix="# in pipeline.config, for the decay that the run follows:\nstaircase: false"),
    },
)

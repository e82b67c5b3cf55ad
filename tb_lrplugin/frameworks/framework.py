"""What the room of a framework declares: everything that the other rooms ask of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from tb_lrplugin.frameworks.readers import Reader, ReaderFunction, TextFile, Traces, not_readable
from tb_lrplugin.frameworks.reading import Measures, Reading, changed
from tb_lrplugin.schedules import Schedule

# In the order in which people are told of them.
Family = Literal["any", "TensorFlow", "PyTorch", "JAX", "reinforcement learning"]


logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class About:
    """The row of the README's table.

    Attributes:
      framework: who leaves it behind.
      family: what it is built on, or for.
      read: what is read, and where it lies.
      inferred: what the points or other summaries have to tell.
      unknown: what cannot be known.
    """

    framework: str
    family: Family
    read: str
    inferred: str = "nothing"
    unknown: str = "nothing"


class OfUpdates(str):
    """A cause that can act only where updates, and not epochs, move the scheduler."""

    __slots__ = ()


class OfLossScaler(OfUpdates):
    """A cause or a fix that holds only where a loss scaler skips the updates that overflow."""

    __slots__ = ()


class OfSettings(str):
    """A cause of a rate that settings and step alone make: a checkpoint brings neither rate nor schedule along."""

    __slots__ = ()


@dataclass(frozen=True)
class Advice:
    """What a framework has to say of one fault, in its own words.

    Attributes:
      causes: what is likelier there than what holds for all, the likelier first.
      fix: what to write, in the framework's own syntax, so that the run obeys; None where nothing can be written.
      syntax: what the fix is: "python" and "yaml" can be parsed, "words" are for people.
    """

    causes: tuple[str, ...] = ()
    fix: str | None = None
    syntax: str = "words"

    def without(self, condition: type[OfUpdates]) -> Advice:
        """Leave out what holds only under a condition."""
        causes = tuple(cause for cause in self.causes if not isinstance(cause, condition))
        return replace(self, causes=causes, fix=None if isinstance(self.fix, condition) else self.fix)

    def led_by_skips(self, setting: str) -> Advice:
        """Put first, of a rate that never moved, that a loss scaler skipped every update.

        Args:
          setting: what brings the loss scaler along ("fp16=True").
        """
        skipped = OfLossScaler(
            f"Every update overflows: the loss scaler of {setting} skips it, and the scheduler waits for updates that "
            "never come. A loss of 0 or NaN, or a gradient norm of NaN, beside the rate shows it."
        )
        others = tuple(cause for cause in self.causes if not isinstance(cause, OfLossScaler))
        return Advice(
            (skipped, *others),
            OfLossScaler(
                f"Train in bf16 where the hardware can, or without {setting}, and load the model's weights in float32, "
                "not in float16. A model that was trained in bf16 overflows in fp16."
            ),
        )


@dataclass(frozen=True)
class Configuration:
    """Text to copy.

    Attributes:
      syntax: what it is: a block of pipeline.config, Keras or torch code, TrainingArguments, or lr_schedule.pbtxt.
      text: several lines, without a line break at the end.
      read: what such a text asks for, with other numbers in it say; None where it cannot be told. It raises a
        `ScheduleError` where the framework would refuse it.
    """

    syntax: str
    text: str
    read: Callable[[str], Reading | None] = field(default=lambda _text: None, compare=False, repr=False)

    @classmethod
    def of(cls, syntax: str, text: str | None, read: Callable[[str], Reading | None]) -> Configuration | None:
        """Name the syntax of a text; None where there is no text."""
        return None if text is None else cls(syntax, text, read)


def _writes_nothing(_reading: Reading, _schedule: Schedule) -> Configuration | None:
    return None


@dataclass(frozen=True)
class Framework:
    """A training framework: one kind of source, with what is known of it.

    Attributes:
      kind: the kind of source in the JSON contract ("pipeline_config").
      about: its row in the README.
      readers: find its configuration in what a run left behind.
      files: its configuration as a file that people write or keep, of any name, where no reader looks for one.
      tags: regular expression of the tags under which it logs a rate; "" for any.
      measures: what it logs, unless a reading knows better.
      step_offset: offset d of its logger, which writes f(x + d) at x, unless a reading knows better.
      is_inherited: whether it logs below the directory in which its configuration lies. What others leave behind
        speaks for that one run: a run of something else may well lie below it.
      only_decays: whether a class that rises was meant to decay; elsewhere a lone ramp is a warm-up.
      takes_schedule_object: whether its users write Python for Keras, where a schedule object makes any run obey.
      write: writes a schedule in its own syntax; None where that has no such schedule.
      whole: makes of the lines that a reading quotes a text that the readers know; most know the lines themselves.
      without_settings: why its configurations have no numbers by names of its own, a sentence; "" where they have.
      advice: by the name of a verdict or a variation ("stuck_at_initial", "staircase"), or by that and where it came
        about ("frozen/after resume").
    """

    kind: str
    about: About
    readers: tuple[Reader, ...] = ()
    files: tuple[TextFile | ReaderFunction, ...] = ()
    tags: str = ""
    measures: Measures = "unknown"
    step_offset: int = 0
    is_inherited: bool = False
    only_decays: bool = False
    takes_schedule_object: bool = False
    write: Callable[[Reading, Schedule], Configuration | None] = _writes_nothing
    whole: Callable[[str], str] = str
    without_settings: str = ""
    advice: Mapping[str, Advice] = field(default_factory=dict)

    def read(self, traces: Traces) -> list[Reading]:
        """List what its readers find among the traces of a run."""
        return [reading for reader in self.readers for reading in self.read_with(reader, traces)]

    def read_with(self, reader: Reader, traces: Traces) -> list[Reading]:
        """Read with one of its readers; what makes it fail is an error of that configuration, and of no other."""
        try:
            return [self.found(where, reading) for where, reading in reader.read(traces)]
        except Exception as error:  # A file can hold anything.
            logger.debug("could not read with %s", reader, exc_info=True)
            where = traces.directory.where(reader.name) if isinstance(reader, TextFile) else traces.summary(self.kind)
            # Which series it speaks for cannot be known either.
            return [changed(self.found(where, Reading(error=not_readable(error))), tags="")]

    def found(self, where: str, reading: Reading) -> Reading:
        """Complete a reading with where it lies and with what holds for all of the framework."""
        return changed(
            reading,
            kind=self.kind,
            where=where,
            tags=reading.tags or self.tags,
            measured=self.measures if reading.measured == "unknown" else reading.measured,
            offset=reading.offset or self.step_offset,
            others=tuple([self.found(where, other) for other in reading.others]),
        )

    def advice_on(self, fault: str, reading: Reading) -> Advice:
        """Say what it knows of a verdict or a variation that a run of a reading shows."""
        said = self.advice.get(fault, Advice())
        if reading.loss_scaling is None:
            return said.without(OfLossScaler)
        waits = reading.loss_scaling and any(isinstance(cause, OfLossScaler) for cause in said.causes)
        return said.led_by_skips(reading.loss_scaling) if waits and fault == "stuck_at_initial" else said

"""Which scalar tags are learning rates.

Frameworks write `learning_rate`, `train/lr`, `lr-Adam/pg1`, `Learning / Learning rate`,
`optim0_lr0`, `epoch_learning_rate` and dozens more. A tag counts when its words say "learning rate" or "lr",
and none of them says that it is something else: a momentum, a decay, a multiplier, the same rate over samples.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection

_CAMEL_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD_BREAK = re.compile(r"[^A-Za-z0-9]+")
_NUMBERED_LR = re.compile(r"lrs?\d*")

# Words that make a tag something else than a rate over steps.
_OTHER_QUANTITIES = {"momentum", "mom", "wd", "beta", "betas", "beta1", "beta2", "eps", "vs"}
_OTHER_FORMS = {"scale", "multiplier", "mul", "mult", "ratio", "factor"}
# "lr" also means "low resolution" where images are compared.
_LOW_RESOLUTION = {"psnr", "ssim", "lpips", "mse", "image", "images", "img"}
_ELSE = frozenset(_OTHER_QUANTITIES | _OTHER_FORMS | _LOW_RESOLUTION)


# What a user may call a scheduler by; Lightning's LearningRateMonitor logs the rate under that name, with `/pg1` and so
# on for several parameter groups, which stand beside each other, or beside the scalar `epoch`.
_SCHEDULES = frozenset(
    {
        *("schedule", "schedules", "scheduler", "schedulers", "sched", "scheduling", "warmup", "warm", "up", "decay"),
        *("cosine", "annealing", "linear", "polynomial", "exponential", "plateau", "noam", "restarts", "multistep"),
        *("onecycle", "one", "cycle", "cyclic"),
    }
)
_NAMED_SCHEDULES = frozenset({"schedule", "schedules", "scheduler", "schedulers", "sched"})
_MONITORED = re.compile(r"([^/]+?)(/pg\d+)?")
_EPOCH = "epoch"


def is_named_scheduler(tag: str, tags: Collection[str]) -> bool:
    """Say whether a tag is the name of a scheduler under which Lightning logs its rate.

    Args:
      tag: a scalar tag of a run.
      tags: all of them.
    """
    found = _MONITORED.fullmatch(tag)
    if found is None:
        return False
    has_neighbours = found[2] is not None and any(other != tag and other.startswith(f"{found[1]}/pg") for other in tags)
    if not has_neighbours and _EPOCH not in tags:
        return False
    words = set(_words(found[1]))
    # A name of one's own may be anything; only one that says nothing but "schedule" is taken.
    is_schedule = words <= _SCHEDULES and not words.isdisjoint(_SCHEDULES - {"decay"})
    return is_schedule and (found[2] is not None or not words.isdisjoint(_NAMED_SCHEDULES))


def is_learning_rate_tag(tag: str) -> bool:
    """Say whether a scalar tag names a learning rate, over the names that frameworks use."""
    if "*" in tag:
        # kohya's `lr/d*lr/...` is a product of the rate with an adaptive distance.
        return False
    segments = [_words(segment) for segment in tag.split("/")]
    words = [word for segment in segments for word in segment]
    if not _ELSE.isdisjoint(words) or ("weight", "decay") in itertools.pairwise(words):
        return False
    # `lr_decay` is a decay, but `lr-AdamW/decay` is the rate of the parameters that decay.
    return any(_names_rate(segment) and "decay" not in segment for segment in segments)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD_BREAK.split(_CAMEL_HUMP.sub(" ", text)) if word]


def _names_rate(words: list[str]) -> bool:
    joined = set(words) | {first + second for first, second in itertools.pairwise(words)}
    return not joined.isdisjoint(("learningrate", "learningrates")) or any(map(_NUMBERED_LR.fullmatch, words))


_REMEMBERED_TAGS = 16_384
_REMEMBERED_RUNS = 1_024


class TagFilter:
    """Decides which scalar tags are diagnosed: the built-in names, or a regular expression instead."""

    def __init__(self, pattern: str | None = None) -> None:
        """Make the filter.

        Args:
          pattern: regular expression searched for in the tag; None for the built-in names.

        Raises:
          ValueError: if the pattern is no regular expression.
        """
        try:
            self._pattern = re.compile(pattern) if pattern else None
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        # Thousands of runs log the same tags.
        self._decide = functools.lru_cache(_REMEMBERED_TAGS)(self._find)
        self._decide_all = functools.lru_cache(_REMEMBERED_RUNS)(self._find_all)

    def __call__(self, tag: str) -> bool:
        """Say whether a tag is a learning rate."""
        return self._decide(tag)

    def of_run(self, tags: Collection[str]) -> list[str]:
        """List the learning rates among the tags of a run: those that say so, and those that stand where one does."""
        return list(self._decide_all(tuple(tags)))

    def _find_all(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        every = frozenset(tags)
        named = self._pattern is None
        return tuple(tag for tag in tags if self(tag) or (named and is_named_scheduler(tag, every)))

    def _find(self, tag: str) -> bool:
        if self._pattern is not None:
            return self._pattern.search(tag) is not None
        return is_learning_rate_tag(tag)

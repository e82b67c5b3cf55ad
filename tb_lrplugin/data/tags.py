"""Which scalar tags are learning rates.

Frameworks write `learning_rate`, `train/lr`, `lr-Adam/pg1`, `Learning / Learning rate`,
`optim0_lr0`, `epoch_learning_rate` and dozens more. A tag counts when its words say "learning rate" or "lr",
and none of them says that it is something else: a momentum, a decay, a multiplier, the same rate over samples.
"""

from __future__ import annotations

import itertools
import re

_CAMEL_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD_BREAK = re.compile(r"[^A-Za-z0-9]+")
_NUMBERED_LR = re.compile(r"lrs?\d*")

# Words that make a tag something else than a rate over steps.
_NOT_A_RATE = frozenset(
    [
        "momentum",
        "mom",
        "decay",
        "wd",
        "beta",
        "betas",
        "beta1",
        "beta2",
        "eps",
        "vs",
        "scale",
        "multiplier",
        "mul",
        "mult",
        "ratio",
        "factor",
        "scheduler",
        "schedule",
    ]
)
# "lr" also means "low resolution" where images are compared.
_LOW_RESOLUTION = frozenset(["psnr", "ssim", "lpips", "mse", "image", "images", "img"])


def is_learning_rate_tag(tag: str) -> bool:
    """Say whether a scalar tag names a learning rate, over the names that frameworks use."""
    if "*" in tag:
        # kohya's `lr/d*lr/...` is a product of the rate with an adaptive distance.
        return False
    words = [word.lower() for word in _WORD_BREAK.split(_CAMEL_HUMP.sub(" ", tag)) if word]
    if not _NOT_A_RATE.isdisjoint(words):
        return False
    if any(pair in (("learning", "rate"), ("learning", "rates")) for pair in itertools.pairwise(words)):
        return True
    if any(word in ("learningrate", "learningrates") for word in words):
        return True
    return any(_NUMBERED_LR.fullmatch(word) for word in words) and _LOW_RESOLUTION.isdisjoint(words)


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

    def __call__(self, tag: str) -> bool:
        """Say whether a tag is a learning rate."""
        if self._pattern is not None:
            return self._pattern.search(tag) is not None
        return is_learning_rate_tag(tag)

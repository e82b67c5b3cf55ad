"""The metric that a plateau rule waits for: whether it waits for it to move the right way."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words in the names of metrics, of which more, or less, is better whoever trains.
_MORE = frozenset(
    {
        *("acc", "accuracy", "f1", "auc", "auroc", "auprc", "precision", "recall", "iou", "miou", "map", "dice"),
        *("bleu", "rouge", "psnr", "ssim", "r2", "mcc", "kappa"),
    }
)
_LESS = frozenset(
    {
        *("loss", "losses", "error", "errors", "err", "mse", "rmse", "mae", "mape", "nll", "perplexity", "ppl"),
        *("wer", "cer", "fid", "bpb", "bpc"),
    }
)


@dataclass(frozen=True)
class Metric:
    """A metric that moves a rate.

    Attributes:
      name: as the script logs it.
      mode: "min" where the rule takes a lower value for better, "max" where a higher one.
      is_more_better: whether a higher value is; None where nothing tells.
    """

    name: str
    mode: str
    is_more_better: bool | None

    @property
    def is_wrong(self) -> bool:
        """Whether the rule takes the worse value for the better one."""
        return self.is_more_better is not None and self.mode == ("min" if self.is_more_better else "max")


def is_more_better(name: str) -> bool | None:
    """Say by the name of a metric whether more of it is better; None where its words tell nothing, or both."""
    words = set(re.findall(r"[a-z]+\d?", name.lower()))
    tells = {True: words & _MORE, False: words & _LESS}
    found = [is_more for is_more, told in tells.items() if told]
    return found[0] if len(found) == 1 else None

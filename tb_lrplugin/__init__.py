"""Live learning-rate diagnostics for TensorBoard.

    import tb_lrplugin
    report = tb_lrplugin.check("runs")

docs/python_api.md shows the Python interface. Its names are loaded when they are first asked for: TensorBoard imports
this package at every start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tb_lrplugin.report import (
        Evidence,
        LogDirectoryError,
        NextChange,
        Problem,
        Report,
        SeriesDiagnosis,
        Source,
        Warned,
        check,
        diagnose,
    )

__all__ = [
    "Evidence",
    "LogDirectoryError",
    "NextChange",
    "Problem",
    "Report",
    "SeriesDiagnosis",
    "Source",
    "Warned",
    "__version__",
    "check",
    "diagnose",
]

__version__ = "1.0.0rc1"


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tb_lrplugin import report

    found = globals()[name] = getattr(report, name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

"""What TensorBoard's start pays for the plugin: importing its entry point in an interpreter that has TensorBoard."""

from __future__ import annotations

import statistics
import subprocess
import sys

PROGRAM = """
import tensorboard.plugins.base_plugin, time
begin = time.perf_counter()
import tb_lrplugin.plugin
print(time.perf_counter() - begin)
"""


def main() -> None:
    """Measure and print the median of 15 fresh interpreters, in milliseconds."""
    seconds = [
        float(subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True).stdout)
        for _ in range(15)
    ]
    print(f"import of the entry point: median {1000 * statistics.median(seconds):.1f} ms")


if __name__ == "__main__":
    main()

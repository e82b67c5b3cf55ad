"""What importing the package costs and does not cost."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("tensorflow", "torch", "keras", "tensorboardX", "jax")


def modules_after(code: str) -> set[str]:
    """List the top-level modules that a fresh interpreter has loaded after running some code."""
    program = f"{code}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(result.stdout.split("\n")[-2].split())


@pytest.mark.parametrize(
    "code",
    [
        "import tb_lrplugin.plugin",
        "import tb_lrplugin.summary",
        "from tb_lrplugin.cli import main",
        "from tb_lrplugin.workspace import Workspace",
    ],
)
def test_no_training_framework_is_imported(code: str) -> None:
    assert modules_after(code).isdisjoint(HEAVY)


def test_the_check_imports_no_training_framework(tmp_path: object) -> None:
    code = f"from tb_lrplugin.cli import main\nmain(['check', {str(tmp_path)!r}])"
    assert modules_after(code).isdisjoint(HEAVY)


def test_the_python_reader_of_the_command_line_imports_no_training_framework(tmp_path: object) -> None:
    code = (
        "from tensorboard.data import server_ingester\n"
        "def absent():\n"
        "    raise server_ingester.NoDataServerError('not here')\n"
        "server_ingester.get_server_binary = absent\n"
        "from tb_lrplugin.cli import main\n"
        f"main(['check', {str(tmp_path)!r}])"
    )
    assert modules_after(code).isdisjoint(HEAVY)


def test_the_entry_point_imports_nothing_heavy() -> None:
    loaded = modules_after("import tb_lrplugin.plugin")
    assert loaded.isdisjoint({"numpy", "google", "grpc", "rich", "werkzeug"})


@pytest.mark.parametrize(
    ("module", "absent", "extra"),
    [
        ("torch", ["torch"], "torch"),
        ("lightning", ["lightning", "pytorch_lightning"], "lightning"),
        ("transformers", ["transformers"], "transformers"),
        ("keras", ["keras"], "tensorflow"),
    ],
)
def test_without_the_framework_a_sentence_says_what_to_install(module: str, absent: list[str], extra: str) -> None:
    code = (
        f"import sys\nfor name in {absent}: sys.modules[name] = None\n"
        f"try:\n    import tb_lrplugin.{module}\nexcept ImportError as error:\n    print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert f"tb_lrplugin.{module} needs" in said and f"pip install 'tb-lrplugin[{extra}]'" in said

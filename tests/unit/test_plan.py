"""`tb-lrplugin plan`: the curve of a configuration, what is wrong with it, and the number that it lacks."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from tb_lrplugin.answers.plan_contract import Plan, Plans
from tb_lrplugin.cli import main
from tb_lrplugin.cli.plot import plot
from tb_lrplugin.planning import plan, plan_text
from tests.support.checkpoints import zipped
from tests.support.contract_shapes import assert_is
from tests.support.labelled import LOGS

FLAT = LOGS / "object-detection-flat" / "pipeline.config"
TRAINER = {
    "output_dir": "out",
    "learning_rate": 5e-5,
    "num_train_epochs": 3,
    "per_device_train_batch_size": 8,
    "warmup_ratio": 0.1,
    "lr_scheduler_type": "cosine",
}
TRAINER_FLAGS = "--learning_rate 5e-5 --lr_scheduler_type cosine --max_steps 100 --output_dir x --warmup_steps 10"
LLAMA_FACTORY = """\
per_device_train_batch_size: 1
learning_rate: 1e-4
num_train_epochs: 3.0
lr_scheduler_type: cosine
warmup_ratio: 0.1
"""
NERFSTUDIO = """\
!!python/object:nerfstudio.engine.trainer.TrainerConfig
max_num_iterations: 300
optimizers:
  fields:
    optimizer: !!python/object:nerfstudio.engine.optimizers.AdamOptimizerConfig
      lr: 0.01
    scheduler: !!python/object:nerfstudio.engine.schedulers.MultiStepSchedulerConfig
      milestones: [200, 100]
      gamma: 0.5
"""
MMENGINE = """\
optim_wrapper = dict(type='OptimWrapper', optimizer=dict(type='SGD', lr=0.01))
param_scheduler = [dict(type='MultiStepLR', milestones=[8, 11], gamma=0.1, by_epoch=True, end=12)]
train_cfg = dict(type='EpochBasedTrainLoop', max_epochs=12)
"""


def one(plans: Plans) -> Plan:
    assert_is(plans, Plans)
    assert plans["problems"] == []
    (found,) = plans["plans"]
    return found


def run(*arguments: str | Path) -> int:
    return main(["plan", *map(str, arguments)])


class TestAWholeConfiguration:
    def test_the_first_founding_question_is_answered_before_the_run(self) -> None:
        found = one(plan(str(FLAT), steps=200_000))
        assert found["schedule_text"] == "0.004, times 0.95 every 800,720 steps (staircase)"
        assert found["first_change"] == {"step": 800_720, "value": pytest.approx(0.0038)}
        assert found["end"] == {"step": 200_000, "value": pytest.approx(0.004)}
        assert [warning["id"] for warning in found["warnings"]] == ["hidden_time_decay", "first_drop_beyond_run"]
        assert found["severity"] == "warning"
        assert found["source"]["where"] == str(FLAT)

    def test_the_curve_has_its_corners(self) -> None:
        found = one(plan(str(LOGS / "object-detection-cosine")))
        assert (found["start"], found["peak"]) == (
            {"step": 0, "value": pytest.approx(0.013333)},
            {"step": 2000, "value": pytest.approx(0.04)},
        )
        assert {2000, 12_000, 100_000} <= set(found["points"]["step"])

    @pytest.mark.parametrize("name", ["training_args.json", "sft.json", ""])
    def test_a_file_may_bear_any_name(self, name: str) -> None:
        found = one(plan_text(json.dumps(TRAINER), name, steps=300))
        assert found["source"]["kind"] == "hf_trainer"
        assert found["schedule_text"] == "warm-up from 0 to 5e-5 in 30 steps, then cosine from 5e-5 to 0 over 270 steps"

    def test_a_checkpoint_tells_its_scheduler(self) -> None:
        found = one(plan(str(LOGS / "checkpoint-never-stepped" / "checkpoint.pth")))
        assert (found["source"]["kind"], found["schedule_text"]) == (
            "checkpoint",
            "cosine from 0.001 to 0 over 300 steps",
        )

    @pytest.mark.parametrize("name", ["model.keras", "model.h5"])
    def test_a_saved_model_tells_the_rate_that_it_would_go_on_with(self, name: str, tmp_path: Path) -> None:
        optimizer = {"class_name": "Adam", "config": {"learning_rate": 0.001}}
        if name.endswith("h5"):
            training = json.dumps({"optimizer_config": optimizer}).encode()
            content = b"\x89HDF\r\n\x1a\n" + bytes(100) + training + bytes(100)
        else:
            model = json.dumps({"compile_config": {"optimizer": optimizer}})
            content = zipped([("config.json", model), ("metadata.json", "{}")])
        (tmp_path / name).write_bytes(content)
        found = one(plan(str(tmp_path / name)))
        assert (found["schedule_text"], found["optimizer"]) == ("constant 0.001", "Adam")
        assert "without a word on a schedule" in found["notes"][0]

    def test_other_steps_than_the_configured_ones_are_planned(self) -> None:
        given = json.dumps({**TRAINER, "max_steps": 100})
        assert one(plan_text(given))["total_steps"] == 100
        found = one(plan_text(given, steps=400))
        assert (found["total_steps"], found["end"]) == (400, {"step": 400, "value": 0})

    def test_a_rule_of_a_metric_has_no_more_than_a_first_rate(self) -> None:
        found = one(plan(str(LOGS / "isaac_lab-rsl")))
        assert "by a metric" in found["notes"][0]


class TestTwoFilesThatSayItTogether:
    PAIR = LOGS / "yolov5-warmup-floor" / "run"

    @pytest.mark.parametrize("name", ["hyp.yaml", "opt.yaml", ""])
    def test_either_of_them_and_the_directory_are_read_as_both(self, name: str) -> None:
        found = one(plan(str(self.PAIR / name), steps_per_epoch=500))
        assert found["source"]["where"] == str(self.PAIR / "hyp.yaml")
        assert (found["total_steps"], found["missing"]) == (100, [])
        assert "over 100 epochs" in found["schedule_text"]

    @pytest.mark.parametrize(
        ("name", "missing"), [("hyp.yaml", "epochs, in opt.yaml"), ("opt.yaml", "rates, in hyp.yaml")]
    )
    @pytest.mark.parametrize("is_named", [True, False])
    def test_one_alone_names_what_the_other_holds(
        self, name: str, missing: str, is_named: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / name).write_bytes((self.PAIR / name).read_bytes())
        path = tmp_path / name if is_named else tmp_path
        found = one(plan(str(path)))
        assert (found["severity"], found["schedule"]) == ("notice", None)
        assert found["missing"] == [{"name": f"{missing} beside it", "flag": None}]
        assert run(path) == 0
        assert f"missing: {missing} beside it" in capsys.readouterr().out

    def test_options_that_hold_the_rates_need_no_other(self) -> None:
        """YOLOv5 since 7.0 writes them so."""
        both: dict[str, Any] = yaml.safe_load((self.PAIR / "opt.yaml").read_text())
        both["hyp"] = yaml.safe_load((self.PAIR / "hyp.yaml").read_text())
        found = one(plan_text(yaml.safe_dump(both), "opt.yaml", steps_per_epoch=500))
        assert found["schedule_text"] == one(plan(str(self.PAIR), steps_per_epoch=500))["schedule_text"]

    def test_the_weights_are_told_where_biases_begin_elsewhere(self) -> None:
        options = {"epochs": 10, "batch_size": 64, "cos_lr": False}
        rates = {"lr0": 0.01, "lrf": 0.1, "warmup_epochs": 3.0, "warmup_bias_lr": 0.1}
        found = one(plan_text(yaml.safe_dump({**options, "hyp": rates}), steps_per_epoch=100))
        assert found["peak"] is not None and found["peak"]["value"] <= 0.01


class TestWhoseAFileIs:
    def test_a_rate_in_settings_of_any_program_is_no_plan(self) -> None:
        assert plan_text("optimizer:\n  lr: 0.1\nepochs: 3\n", "settings.yaml")["plans"] == []

    def test_what_only_points_could_confirm_is_no_plan(self) -> None:
        assert plan(str(LOGS / "lightning_hparams-warmed"))["plans"] == []

    def test_a_pipeline_of_another_name_is_one(self) -> None:
        found = one(plan_text(FLAT.read_text(), "experiment.txt"))
        assert found["source"]["kind"] == "pipeline_config"

    def test_a_file_that_is_named_and_cannot_be_read_is_a_problem(self) -> None:
        told = plan_text("model { ssd { num_classes: } }", "experiment.config")
        assert [problem["where"] for problem in told["problems"]] == ["experiment.config"]

    @pytest.mark.parametrize(
        ("name", "content", "sentence"),
        [
            ("args.yaml", b"lr0: 0.01\nname: \xff\n", "is not text"),
            ("mine.json", b"\xff\xfe{\0}\0", "is not text"),
            ("mine.yaml", b"#" * (4 * 2**20 + 1), "larger than 4 MiB"),
            ("last.ckpt", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 12\n", "git lfs pull"),
            ("pipeline.config", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\n", "git lfs pull"),
        ],
    )
    def test_what_is_no_readable_text_is_not_taken_for_one_without_a_rate(
        self, name: str, content: bytes, sentence: str, tmp_path: Path
    ) -> None:
        (tmp_path / name).write_bytes(content)
        (problem,) = plan(str(tmp_path / name))["problems"]
        assert sentence in problem["message"]

    @pytest.mark.parametrize("milestones", ["[200, 100, 100]", "[0, 100]"])
    def test_milestones_of_nerfstudio_that_make_no_sense_are_a_problem(self, milestones: str) -> None:
        (problem,) = plan_text(NERFSTUDIO.replace("[200, 100]", milestones), "config.yml")["problems"]
        assert "strictly increasing" in problem["message"]
        assert one(plan_text(NERFSTUDIO, "config.yml"))["schedule_text"].endswith("0.0025 from step 200")

    def test_weights_of_no_known_kind_hold_no_rate(self, tmp_path: Path) -> None:
        (tmp_path / "model.bin").write_bytes(b"\xff\xfe weights")
        assert plan(str(tmp_path / "model.bin")) == Plans(version=1, plans=[], problems=[])

    @pytest.mark.parametrize(
        "case", ["checkpoint-never-stepped/checkpoint.pth", "object-detection-flat/pipeline.config"]
    )
    def test_a_text_is_read_from_no_disk_whatever_its_name(self, case: str) -> None:
        assert plan(str(LOGS / case))["plans"] != []
        assert plan_text("x", str(LOGS / case))["plans"] == []


class TestAMissingNumber:
    def test_it_is_named_with_the_flag_that_gives_it(self) -> None:
        found = one(plan_text(json.dumps(TRAINER)))
        assert found["missing"] == [{"name": "updates per epoch", "flag": "--steps-per-epoch"}]
        assert (found["schedule"], found["points"], found["severity"]) == (
            None,
            {"step": [], "value": [], "interpolation": "linear"},
            "notice",
        )

    def test_either_flag_gives_it(self) -> None:
        told = [one(plan_text(LLAMA_FACTORY, **number)) for number in ({"steps": 300}, {"steps_per_epoch": 100})]
        assert told[0]["schedule_text"] == told[1]["schedule_text"] != ""
        assert [found["missing"] for found in told] == [[], []]
        assert one(plan_text(LLAMA_FACTORY, steps=301))["total_steps"] == 301

    def test_steps_in_all_tell_how_long_an_epoch_is(self) -> None:
        assert one(plan_text(MMENGINE, "config.py"))["missing"][0]["flag"] == "--steps-per-epoch"
        found = one(plan_text(MMENGINE, "config.py", steps_per_epoch=50))
        assert found["schedule_text"] == "0.01, 0.001 from step 400, 0.0001 from step 550"
        assert found["total_steps"] == 600
        assert one(plan_text(MMENGINE, "config.py", steps=600)) == found

    def test_a_schedule_by_the_epoch_is_told_over_epochs(self) -> None:
        found = one(plan(str(LOGS / "lightning-stuck" / "version_0" / "config.yaml")))
        assert (found["unit"], found["schedule_text"]) == ("epochs", "0.1, times 0.5 every 2 epochs (staircase)")
        assert found["missing"] == [{"name": "steps per epoch", "flag": "--steps-per-epoch"}]
        assert "once per epoch" in found["notes"][0]

    def test_hyperparameters_lack_a_total(self) -> None:
        given = json.dumps({"learning_rate": 1e-4, "lr_scheduler": "cosine", "lr_warmup_steps": 10})
        assert one(plan_text(given))["missing"] == [{"name": "planned steps", "flag": "--steps"}]
        assert one(plan_text(given, steps=100))["schedule"] is not None


class TestWhereItLooks:
    def test_files_of_one_directory_are_told_each(self, tmp_path: Path) -> None:
        for name in ("ssd.config", "rcnn.config"):
            (tmp_path / name).write_bytes(FLAT.read_bytes())
        (tmp_path / "notes.json").write_text('{"learning_rate": "high"}')
        told = plan(str(tmp_path))
        assert [found["source"]["where"] for found in told["plans"]] == [
            str(tmp_path / "rcnn.config"),
            str(tmp_path / "ssd.config"),
        ]

    def test_a_directory_without_any_is_searched_below(self, tmp_path: Path) -> None:
        below = tmp_path / "configs" / "detection"
        below.mkdir(parents=True)
        (below / "pipeline.config").write_bytes(FLAT.read_bytes())
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "pipeline.config").write_bytes(FLAT.read_bytes())
        assert one(plan(str(tmp_path)))["source"]["where"] == str(below / "pipeline.config")

    def test_two_files_of_one_configuration_are_one_plan(self) -> None:
        found = one(plan(str(LOGS / "yolov5-warmup-floor" / "run" / "hyp.yaml"), steps_per_epoch=16))
        assert [warning["id"] for warning in found["warnings"]] == ["warmup_longer_than_asked"]

    @pytest.mark.parametrize(
        "text", ["", "a: [1", "{}", "import os", "learning_rate: 0.1", "\x00", '{"learning_rate": 1}']
    )
    def test_other_texts_have_no_plan(self, text: str) -> None:
        assert plan_text(text, "config.yaml")["plans"] == []


class TestTheCommand:
    def test_it_prints_words_formula_plot_and_fix(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(FLAT, "--steps", "200000") == 0
        out = " ".join(capsys.readouterr().out.split())
        for part in (
            "lr(s) = 0.004 · 0.95^⌊s / 800720⌋",
            "0.004 ┤⠉⠉",
            "first change 0.0038 at step 800,720",
            "decay_steps: ",
        ):
            assert part in out

    def test_json_is_the_answer_of_the_function(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(FLAT, "--format", "json") == 0
        assert json.loads(capsys.readouterr().out) == plan(str(FLAT))

    @pytest.mark.parametrize(
        ("case", "fail_on", "code"),
        [
            ("object-detection-config-error", "error", 1),
            ("object-detection-config-error", "never", 0),
            ("object-detection-flat", "error", 0),
            ("object-detection-flat", "warning", 1),
            ("ultralytics-sgd", "warning", 0),
            ("ultralytics-sgd", "notice", 1),
            ("no-configuration", "notice", 0),
        ],
    )
    def test_exit_codes(self, case: str, fail_on: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(LOGS / case, "--fail-on", fail_on) == code
        assert capsys.readouterr().err == ""

    def test_nothing_there_is_wrong_usage(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(tmp_path / "none.yaml") == 2
        assert (
            capsys.readouterr().err
            == f"tb-lrplugin: {tmp_path / 'none.yaml'} cannot be read: No such file or directory\n"
        )

    def test_annotations_stand_at_the_line(self, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
        monkeypatch.chdir(LOGS)
        assert run("object-detection-config-error", FLAT, "--format", "github") == 1
        error, *warnings = capsys.readouterr().out.splitlines()
        assert ",file=object-detection-config-error/pipeline.config,line=2,endLine=2::exponential" in error
        assert all(",file=object-detection-flat/pipeline.config,line=62,endLine=66::" in line for line in warnings)

    def test_what_is_missing_stands_beside_the_settings(
        self, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        (tmp_path / "args.json").write_text(json.dumps(TRAINER))
        assert run(tmp_path / "args.json") == 0
        out = capsys.readouterr().out
        assert '\n    "lr_scheduler_type": "cosine",\n' in out
        assert "missing: updates per epoch; give it with --steps-per-epoch N" in out

    @pytest.mark.parametrize("number", ["0", "-1", "many", "1e30"])
    def test_no_number_of_steps_is_wrong_usage(self, number: str, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            run(FLAT, "--steps", number)
        assert ended.value.code == 2
        assert "no whole number" in capsys.readouterr().err


class TestThePlot:
    def test_a_fall_goes_from_the_top_left_to_the_bottom_right(self) -> None:
        rows = plot([0, 100], [1.0, 0.0], "steps", 30, 4, in_ascii=True).splitlines()
        marks = [row.index("*") for row in rows[:4]]
        assert marks == sorted(marks) and marks[0] < marks[-1]
        assert rows[0].startswith("1 |*") and rows[-1].split() == ["0", "100", "steps"]

    def test_what_is_not_finite_is_left_out(self) -> None:
        assert plot([0, 1], [float("inf"), 1.0], "steps", 30, 4, in_ascii=False) == ""
        assert "⠉" in plot([0, 1, 2], [1.0, float("inf"), 1.0], "steps", 30, 4, in_ascii=False)


class TestTheDocumentation:
    PAGE = (LOGS.parents[1] / "docs" / "plan.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("example", re.findall(r"^    \$ tb-lrplugin (.+)\n((?:    .+\n)+)", PAGE, re.MULTILINE))
    def test_an_example_prints_what_the_page_shows(
        self, example: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(LOGS.parents[1])
        assert main(example[0].split()) == 0
        printed = " ".join(capsys.readouterr().out.split())
        assert all(" ".join(line.split()) in printed for line in example[1].splitlines())

    def test_every_key_is_explained(self) -> None:
        told = set(re.findall(r"`(\w+)`", self.PAGE))
        assert {key for key in Plan.__annotations__ if key not in told} == set()

    def test_the_hook_takes_the_files_that_it_names(self) -> None:
        (hook,) = yaml.safe_load((LOGS.parents[1] / ".pre-commit-hooks.yaml").read_text())
        command, subcommand, *options = hook["entry"].split()
        assert (command, subcommand, options) == ("tb-lrplugin", "plan", ["--fail-on", "warning"])
        for name in ("models/ssd/pipeline.config", "args.yaml", "sft/training_args.json", "lr_schedule.pbtxt"):
            assert re.search(hook["files"], name)
        assert not re.search(hook["files"], "web.config")


class TestWhatIsPasted:
    @pytest.mark.parametrize(
        ("text", "kind", "schedule"),
        [
            (
                "args = TrainingArguments('out', learning_rate=5e-5, max_steps=1000, lr_scheduler_type='cosine')",
                "hf_trainer",
                "cosine from 5e-5 to 0 over 1,000 steps",
            ),
            (
                "python run.py --learning_rate 2e-5 --num_train_epochs 3 --per_device_train_batch_size 8 \\\n"
                "  --lr_scheduler_type=cosine --max_steps 500",
                "hf_trainer",
                "cosine from 2e-5 to 0 over 500 steps",
            ),
            (
                "opt = torch.optim.SGD(net.parameters(), lr=0.1)\n"
                "sched = torch.optim.lr_scheduler.StepLR(opt, step_size=30, gamma=0.1)",
                "lightning_cli",
                "0.1, times 0.1 every 30 epochs (staircase)",
            ),
            (
                "optimizer = keras.optimizers.SGD(learning_rate=keras.optimizers.schedules.ExponentialDecay(\n"
                "    initial_learning_rate=0.01, decay_steps=1000, decay_rate=0.9))",
                "keras_model",
                "0.01, times 0.9 every 1,000 steps (continuous)",
            ),
            (
                "exponential_decay_learning_rate { initial_learning_rate: 0.004 decay_steps: 800720 }",
                "pipeline_config",
                "0.004, times 0.95 every 800,720 steps (staircase)",
            ),
            (
                "torchrun pretrain_gpt.py --lr 1e-4 --min-lr 1e-5 --lr-decay-style cosine --train-iters 5000 "
                "--lr-warmup-iters 100 --global-batch-size 64 --fp16",
                "megatron",
                "warm-up from 0 to 0.0001 in 100 steps, then cosine from 0.0001 to 1e-5 over 4,900 steps",
            ),
            (
                "fairseq-train data --lr 0.0005 --lr-scheduler polynomial_decay --max-update 400 --fp16",
                "fairseq",
                "linear from 0.0005 to 0 over 400 steps",
            ),
            (NERFSTUDIO, "nerfstudio", "0.01, 0.005 from step 100, 0.0025 from step 200"),
        ],
    )
    def test_code_and_command_lines_are_read_without_a_name(self, text: str, kind: str, schedule: str) -> None:
        found = one(plan_text(text))
        assert (found["source"]["kind"], found["schedule_text"]) == (kind, schedule)

    @pytest.mark.parametrize(
        "file", ["rl_zoo3-line/**/config.yml", "schedule-file-off/lr_schedule.pbtxt", "t5x-cosine/**/config.gin"]
    )
    def test_a_file_may_lose_its_name(self, file: str) -> None:
        [path] = LOGS.glob(file)
        text = path.read_text()
        assert [found["schedule_text"] for found in plan_text(text)["plans"]] == [
            found["schedule_text"] for found in plan_text(text, path.name)["plans"]
        ]

    def test_what_is_broken_is_told_without_its_name(self) -> None:
        text = (LOGS / "object-detection-config-error" / "pipeline.config").read_text()
        [problem] = plan_text(text)["problems"]
        assert "decay_steps is 0" in problem["message"]

    def test_settings_that_name_no_schedule_say_so(self) -> None:
        [path] = LOGS.glob("lightning_hparams-warmed/**/hparams.yaml")
        found = one(plan_text(path.read_text(), path.name))
        assert found["schedule"] is None and "only the points of a run tell" in found["notes"][0]

    @pytest.mark.parametrize(
        "text",
        [
            "learning_rate: 0.1\nname: x",
            "--lr 0.1 --steps 7",
            "f(lr=0.1)",
            "{",
            "f(" * 500,
            f'"""Train: python train.py {TRAINER_FLAGS}"""\nimport argparse\n',
            f"# started by: python train.py {TRAINER_FLAGS}\nname: [x\n",
        ],
    )
    def test_lines_of_nothing_known_are_none(self, text: str) -> None:
        assert plan_text(text) == {"version": 1, "plans": [], "problems": []}

    @pytest.mark.parametrize("text", [" " * 16_000, "\n" * 16_000, "ab\n" * 5_000], ids=["blank", "empty", "words"])
    def test_how_long_it_takes_grows_with_the_text_and_no_faster(self, text: str) -> None:
        began = time.thread_time()
        assert plan_text(text)["plans"] == []
        assert time.thread_time() - began < 2

"""Which scalar tags are learning rates: the names that training frameworks write."""

from __future__ import annotations

import pytest

from tb_lrplugin.data.tags import TagFilter, is_learning_rate_tag, is_named_scheduler

LEARNING_RATES = """\
    learning_rate  learning_rate_1  LearningRate/LearningRate/learning_rate
    train/learning_rate  train/lr  lr  my_lr  LR  learningRate  LearningRate  trainLR
    lr/pg0  lr/pg1  lr/pg2  x/lr0  x/lr1  x/lr2
    epoch_learning_rate  epoch_learning_rate_adam  epoch_lr
    lr-Adam  lr-Adam-1  lr-SGD/pg1  lr-AdamW/group0
    base_lr  discriminator.lr  learning_rate/backbone
    learning-rate  learning-rate/learning-rate
    Train/Samples/lr  lr/unet  lr/textencoder  lr/group0
    charts/learning_rate  Policy/Learning Rate|Loss/learning_rate|info/last_lr|Learning / Learning rate
    ray/tune/info/learner/default_policy/learner_stats/cur_lr
    ray/tune/learners/default_policy/default_optimizer_learning_rate
    learning_rate/current  learning/current_learning_rate
    lr/AdamW  lr/AdamW/1  train_inner/lr_default
    TrainIterStats/current_lr  TrainIterStats/current_lr_0
    optim0_lr0  train/lr_0  epoch/lr_0  meta_data/learning_rate  learning_rate/proposal_networks
    lr_0  lr_1  lr/group_0  progress/lr  optim/learning_rate"""

OTHERS = """\
    lr-Adam-momentum  lr-SGD/pg1-momentum  lr-AdamW-weight_decay  momentum  mom_0  wd_0  eps_0
    lr/d*lr/unet|learning-rate vs samples|learning-rate/learning-rate vs tokens
    loss  Loss/total_loss  steps_per_sec  global_step/sec  accuracy  train/epoch  grad_norm  global_norm/clipped
    lr_multiplier  lr_scale  learning_rate_decay  lr_decay  learning_rate_ratio  lr/beta1
    psnr/lr  LR/image  val/lr_ssim
    colr  blr  color  slrt  already  learned_rate  rate  learning  early_learning  clr  error_rate
    DetectionBoxes_Precision/mAP  extra/optimizer_effective"""


def words(text: str) -> list[str]:
    """Split at two spaces, line ends and bars (tags may hold single spaces)."""
    return [
        tag.strip() for line in text.split("\n") for part in line.split("|") for tag in part.split("  ") if tag.strip()
    ]


@pytest.mark.parametrize("tag", words(LEARNING_RATES))
def test_learning_rates_of_the_frameworks(tag: str) -> None:
    assert is_learning_rate_tag(tag)


@pytest.mark.parametrize("tag", words(OTHERS))
def test_what_only_looks_like_one(tag: str) -> None:
    assert not is_learning_rate_tag(tag)


def test_the_empty_tag_is_none() -> None:
    assert not is_learning_rate_tag("")


def test_a_pattern_replaces_the_built_in_names() -> None:
    chosen = TagFilter("^alpha$|eta_")
    assert [chosen(tag) for tag in ("alpha", "eta_0", "learning_rate")] == [True, True, False]


@pytest.mark.parametrize("pattern", [None, ""])
def test_without_a_pattern_the_built_in_names_count(pattern: str | None) -> None:
    assert TagFilter(pattern)("learning_rate")
    assert not TagFilter(pattern)("loss")


def test_a_wrong_pattern_is_refused_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"'\(lr' is no regular expression: "):
        TagFilter("(lr")


@pytest.mark.parametrize(
    "tag",
    [
        "linear-schedule/pg1",
        "linear-schedule",
        "cosine_annealing/pg2",
        "WarmupScheduler",
        "one-cycle/pg10",
        "scheduler",
    ],
)
def test_a_schedulers_own_name_is_a_rate_beside_lightnings_epoch(tag: str) -> None:
    assert is_named_scheduler(tag, ["epoch", tag, "train_loss"])
    assert not is_named_scheduler(tag, [tag, "train_loss"])
    assert TagFilter().of_run(["epoch", "lr", tag]) == ["lr", tag]
    assert TagFilter("^lr$").of_run(["epoch", "lr", tag]) == ["lr"]


@pytest.mark.parametrize(
    "tag",
    [
        *(
            "grad_norm/pg1",
            "linear/weight",
            "linear/pg1-momentum",
            "linear-momentum/pg1",
            "kl_schedule",
            "beta-schedule",
        ),
        *("cosine", "decay/pg1", "weight-decay/pg1", "warmup", "linear", "epoch", "train/linear-schedule/loss", "loss"),
    ],
)
def test_other_tags_beside_an_epoch_are_no_rates(tag: str) -> None:
    assert not is_named_scheduler(tag, ["epoch", tag])


def test_the_parameter_groups_of_a_scheduler_stand_for_each_other() -> None:
    groups = ["linear-schedule/pg1", "linear-schedule/pg2"]
    assert TagFilter().of_run([*groups, "loss/pg1", "loss/pg2"]) == groups
    assert TagFilter().of_run(groups[:1]) == []

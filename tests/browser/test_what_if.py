""" "What if": a schedule edited in the page, evaluated by the server, drawn and copied."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tb_lrplugin.frameworks.keras.schedule import from_keras_config
from tb_lrplugin.schedules import Exponential, Schedule
from tests.browser.conftest import LearningRateTab, Opener
from tests.browser.test_access import violations
from tests.browser.test_links import settled_link
from tests.support.event_files import write_scalars
from tests.support.hf_arguments import read as read_hf_arguments
from tests.support.labelled import CORPUS, needs_corpus
from tests.support.pipelines import pipeline, read_text
from tests.support.tensorboard_process import TensorBoardProcess, tensorboard_alone

pytestmark = needs_corpus

# Real runs: the Object Detection API with a burn-in, with a warm-up and stairs, and as the founding question has it;
# Hugging Face's Trainer; Keras; a trainer that leaves nothing but its points.
BURNIN = "od/tf2_02_exp_burnin_staircase"
STAIRS = "od/tf2_05b_manual_warmup"
SEED = "od/syn2_01_seed_to_100k"
COSINE = "fw/v451-cosine"
EXPONENTIAL = "keras/exp-staircase"
UNCONFIGURED = "fw/sb3-ppo-linear"
CASES = (BURNIN, STAIRS, SEED, COSINE, EXPONENTIAL, UNCONFIGURED)

# Where the chart's pixels are of the edited line's purple, in one number, and how many there are.
PURPLE = """
canvas => {
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let count = 0, places = 0;
  for (let i = 0; i < data.length; i += 4) {
    const [r, g, b, a] = data.slice(i, i + 4);
    if (a > 200 && r - g > 50 && b - g > 50) {
      count++;
      places = (places * 31 + i) % 1000000007;
    }
  }
  return [count, places];
}
"""


@pytest.fixture(scope="module")
def real_runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TensorBoardProcess]:
    logdir = tmp_path_factory.mktemp("real")
    for case in CASES:
        shutil.copytree(CORPUS / case, logdir / case)
    # Known by its points only: no number in it is anybody's setting.
    write_scalars(logdir / "recorded", "lr", [(step, 0.1) for step in range(0, 60, 5)])
    (logdir / "recorded" / "lr_schedule.pbtxt").write_text(
        "schedule { sampled { steps: 0 steps: 30 steps: 50 values: 0.1 values: 0.05 values: 0.1 } }"
    )
    # A schedule file has no words but the schedule's own.
    write_scalars(logdir / "by_hand", "lr", [(step, 0.01 * min(step / 10, 1)) for step in range(0, 60, 5)])
    (logdir / "by_hand" / "lr_schedule.pbtxt").write_text(
        "schedule { join { schedules { polynomial { init_value: 0 end_value: 0.01 transition_steps: 10 power: 1 } }"
        " schedules { cosine { init_value: 0.01 decay_steps: 100 } } boundaries: 10"
        ' phase_names: "warm-up" phase_names: "decay" } }'
    )
    with tensorboard_alone(logdir) as process:
        process.wait_for_series(len(CASES) + 2)
        yield process


def try_out(tab: LearningRateTab, case: str) -> None:
    tab.row(case).or_(tab.frame.locator(f'[data-testid=series-row][data-run^="{case}/"]')).click()
    tab.part("what-if").wait_for()
    tab.frame.get_by_text("What if", exact=False).first.click()
    tab.part("what-if-end").get_by_text("Rate at the end").wait_for()


def field(tab: LearningRateTab, label: str) -> Locator:
    return tab.part("what-if").get_by_label(label, exact=True)


def purple(tab: LearningRateTab) -> list[int]:
    tab.page.wait_for_timeout(300)
    found: list[int] = tab.part("chart").locator("canvas").first.evaluate(PURPLE)
    return found


def end_rate(tab: LearningRateTab) -> tuple[int, float]:
    """The step and the rate that the page announces for the end of the run."""
    text = tab.part("what-if-end").inner_text()
    found = re.search(r"step ([\d,]+): (\S+?)(?:,|$)", text.strip())
    assert found, text
    return int(found[1].replace(",", "")), float(found[2])


def configuration(tab: LearningRateTab) -> str:
    return tab.part("what-if-configuration").locator("pre").inner_text()


def read_pipeline(directory: Path, text: str) -> Schedule:
    schedule = read_text(directory, pipeline(text)).schedule
    assert schedule is not None
    return schedule


def read_arguments(directory: Path, text: str) -> Schedule:
    arguments = ast.parse(text, mode="eval").body.keywords  # type: ignore[attr-defined]
    schedule = read_hf_arguments({item.arg: ast.literal_eval(item.value) for item in arguments}).schedule
    assert schedule is not None
    return schedule


def read_keras(directory: Path, text: str) -> Schedule:
    call = ast.parse(text).body[-1].value  # type: ignore[attr-defined]
    name = ast.unparse(call.func).rpartition(".")[2]
    schedule = from_keras_config(name, {item.arg: ast.literal_eval(item.value) for item in call.keywords})
    assert schedule is not None
    return schedule


@pytest.mark.parametrize(
    ("case", "name", "typed", "last", "reader", "at_end"),
    [
        (BURNIN, "decay_steps", "1e2", 500, read_pipeline, 500),
        # The Trainer logs the rate of the update before; its decays end with the run.
        (COSINE, "max_steps", "114", 114, read_arguments, 113),
        # The series counts epochs of 10 steps and logs the last of each; the schedule counts steps.
        (EXPONENTIAL, "decay_steps", "80.0", 19, read_keras, 199),
    ],
)
def test_a_setting_in_the_frameworks_own_words_changes_curve_rate_and_configuration(
    real_runs: TensorBoardProcess,
    open_tab: Opener,
    tmp_path: Path,
    case: str,
    name: str,
    typed: str,
    last: int,
    reader: Callable[[Path, str], Schedule],
    at_end: int,
) -> None:
    tab = open_tab(real_runs)
    try_out(tab, case)
    before = end_rate(tab)
    assert purple(tab)[0] == 0
    field(tab, name).fill(typed)
    expect(tab.part("what-if-text")).to_be_visible()
    first = purple(tab)
    assert first[0] > 200
    step, rate = end_rate(tab)
    assert step == last and (step, rate) != before
    text = configuration(tab)
    assert re.search(rf"{name}(: |=){float(typed):.0f}\b", text), text
    assert reader(tmp_path, text).value_at(at_end) == pytest.approx(rate, rel=2e-3, abs=1e-9)
    # Once more, further: another curve.
    field(tab, name).fill("3000")
    expect(tab.part("what-if-configuration")).to_contain_text("3000")
    assert purple(tab)[1] != first[1]


def test_a_wrong_value_is_told_beside_its_field_and_keeps_the_curve(
    real_runs: TensorBoardProcess, open_tab: Opener
) -> None:
    tab = open_tab(real_runs)
    try_out(tab, STAIRS)
    field(tab, "step 2").fill("250")
    expect(tab.part("what-if-text")).to_be_visible()
    good, rate = purple(tab), end_rate(tab)
    box = field(tab, "step 2")
    for wrong, sentence in [
        ("0,5", "is no number"),
        ("120.5", "is no whole number"),
        ("90", "strictly increasing"),
        ("1e300", "whole number"),
    ]:
        box.fill(wrong)
        expect(tab.part("what-if-problem")).to_contain_text(sentence)
        expect(box).to_have_attribute("aria-invalid", "true")
        described = box.get_attribute("aria-describedby")
        expect(tab.frame.locator(f'[id="{described}"]')).to_contain_text(sentence)
        assert (purple(tab), end_rate(tab)) == (good, rate)
    box.fill("160")
    expect(tab.part("what-if-problem")).to_have_count(0)
    expect(tab.part("what-if-configuration")).to_contain_text("step: 160")
    # The browser itself logs every answer that refuses.
    refusals = [complaint for complaint in tab.complaints if "status of 400" in complaint]
    assert refusals
    tab.complaints[:] = [complaint for complaint in tab.complaints if complaint not in refusals]


def test_places_that_mean_the_same_change_together(real_runs: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(real_runs)
    try_out(tab, "by_hand")
    field(tab, "Warm-up steps").fill("20")
    field(tab, "Warm-up: rate at the end").fill("2e-2")
    expect(tab.part("what-if-text")).to_contain_text("warm-up from 0 to 0.02 in 20 steps, then cosine from 0.02")


def test_reset_takes_everything_back(real_runs: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(real_runs)
    try_out(tab, BURNIN)
    before = end_rate(tab)
    expect(tab.part("what-if-reset")).to_be_disabled()
    field(tab, "decay_factor").fill("0.9")
    field(tab, "staircase").uncheck()
    expect(tab.part("what-if-configuration")).to_contain_text("staircase: false")
    assert end_rate(tab)[1] != before[1]
    tab.part("what-if-reset").click()
    expect(tab.part("what-if-text")).to_have_count(0)
    expect(field(tab, "initial_learning_rate")).to_be_focused()
    expect(field(tab, "decay_factor")).to_have_value("0.5")
    expect(field(tab, "staircase")).to_be_checked()
    assert end_rate(tab) == before
    assert purple(tab)[0] == 0
    assert "whatIf" not in settled_link(tab)


def test_the_founding_question_tried_out(real_runs: TensorBoardProcess, open_tab: Opener, tmp_path: Path) -> None:
    tab = open_tab(real_runs)
    try_out(tab, SEED)
    assert end_rate(tab) == (100_000, 0.004)
    # Where it would end if the run went on for ever, and what to write for a decay within the run.
    field(tab, "End of the run (step)").fill("2,500k")
    expect(tab.part("what-if-end")).to_contain_text("2,500,000")
    seed = Exponential(0.004, 800_720, 0.95, staircase=True)
    assert end_rate(tab)[1] == pytest.approx(seed.value_at(2_500_000), rel=2e-3)
    field(tab, "End of the run (step)").fill("200_000")
    expect(tab.part("what-if-warnings")).to_contain_text("800,720")
    field(tab, "decay_steps").fill("4_444")
    expect(tab.part("what-if-end")).to_contain_text("unedited 0.004")
    expect(tab.part("what-if-warnings")).to_have_count(0)
    step, rate = end_rate(tab)
    assert step == 200_000
    assert read_pipeline(tmp_path, configuration(tab)).value_at(step) == pytest.approx(rate, rel=2e-3)


def test_a_link_restores_the_edits(real_runs: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(real_runs)
    try_out(tab, BURNIN)
    field(tab, "decay_steps").fill("100")
    field(tab, "min_learning_rate").fill("1e-4")
    expect(tab.part("what-if-configuration")).to_contain_text("min_learning_rate: 0.0001")
    link, text, drawn = settled_link(tab), configuration(tab), purple(tab)
    other = open_tab(real_runs, link=link)
    expect(other.part("what-if-configuration")).to_contain_text("min_learning_rate: 0.0001")
    assert configuration(other) == text
    assert purple(other) == drawn
    expect(field(other, "min_learning_rate")).to_have_value("1e-4")
    assert settled_link(other) == link
    # Edits belong to their series.
    other.row(f"{STAIRS}/train").click()
    expect(field(other, "step 1")).to_have_value("100")
    assert purple(other)[0] == 0
    assert "whatIf" not in settled_link(other)


def test_points_alone_are_a_start(real_runs: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(real_runs)
    try_out(tab, UNCONFIGURED)
    expect(tab.part("what-if-inferred")).to_contain_text("what the points follow")
    field(tab, "Rate at the start").fill("1e-3")
    expect(tab.part("what-if-configuration")).to_contain_text("init_value: 0.001")
    assert purple(tab)[0] > 200


def test_a_usual_schedule_is_a_start(real_runs: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(real_runs)
    try_out(tab, UNCONFIGURED)
    shapes = tab.part("what-if-shape")
    for shape in shapes.locator("optgroup option").all_text_contents():
        shapes.select_option(shape)
        # The text to paste tells the schedule that was chosen, and nothing is wrong with it.
        kind = {"linear": "polynomial", "steps": "staircase"}.get(name := shape.removeprefix("warm-up, "), name)
        expect(tab.part("what-if-configuration")).to_contain_text(kind)
        expect(tab.part("what-if-problem")).to_have_count(0)
    assert purple(tab)[0] > 200
    other = open_tab(real_runs, link=settled_link(tab))
    expect(other.part("what-if-shape")).to_have_value("warm-up, steps")
    shapes.select_option("what the points follow")
    expect(tab.part("what-if-configuration")).to_have_count(0)
    assert "whatIf" not in settled_link(tab)


def test_recorded_points_cannot_be_edited(real_runs: TensorBoardProcess, open_tab: Opener) -> None:
    tab = open_tab(real_runs)
    try_out(tab, "recorded")
    expect(tab.part("what-if-fixed")).to_contain_text("no parameters to edit")
    expect(tab.part("what-if").get_by_role("textbox")).to_have_count(1)
    field(tab, "End of the run (step)").fill("40")
    expect(tab.part("what-if-end")).to_contain_text("step 40")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_by_keyboard_in_a_narrow_frame(real_runs: TensorBoardProcess, open_tab: Opener, dark: bool) -> None:
    tab = open_tab(real_runs, width=480, dark=dark)
    tab.frame.locator(f'[data-testid=series-row][data-run^="{BURNIN}/"]').click()
    summary = tab.part("what-if").locator("summary")
    summary.focus()
    summary.press("Enter")
    expect(tab.part("what-if-end")).to_contain_text("Rate at the end")
    expect(tab.part("what-if-end")).to_have_attribute("role", "status")
    box = field(tab, "decay_steps")
    summary.press("Tab")
    for _ in range(12):
        if box.evaluate("node => node.getRootNode().activeElement === node"):
            break
        tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("ControlOrMeta+a")
    tab.page.keyboard.type("100")
    expect(tab.part("what-if-configuration")).to_contain_text("decay_steps: 100")
    # Escape leaves a field alone, and the curve is in sight of the fields.
    tab.page.keyboard.press("Escape")
    expect(box).to_have_value("100")
    box.scroll_into_view_if_needed()
    assert purple(tab)[0] > 100
    canvas, edited = tab.part("chart").bounding_box(), box.bounding_box()
    assert canvas and edited
    assert 0 <= canvas["y"] + 150 < 900 and 0 <= edited["y"] < 900
    assert tab.frame.locator("body").evaluate("body => body.scrollWidth <= innerWidth")
    assert violations(tab) == []
    box.fill("x")
    expect(tab.part("what-if-problem")).to_contain_text("is no number")
    assert violations(tab) == []

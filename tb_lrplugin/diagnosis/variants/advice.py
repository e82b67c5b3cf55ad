"""What to say of each variation of a schedule: a headline, its likely causes, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping

from tb_lrplugin.diagnosis.advice import schedule_object
from tb_lrplugin.diagnosis.comparing import Case
from tb_lrplugin.diagnosis.variants import Variant
from tb_lrplugin.frameworks import collection
from tb_lrplugin.frameworks.reading import Reading

HEADLINES: Mapping[str, str] = {
    "staircase": "Decays in stairs where a continuous decay is due",
    "continuous": "Decays continuously where a staircase is due",
    "burnin_not_subtracted": "Decay counts the burn-in steps as its own",
    "warmup_not_subtracted": "Decay already runs during warm-up",
    "warmup_subtracted": "Decay counts from the end of warm-up, not from 0",
    "no_burnin": "Burn-in is missing",
    "no_warmup": "Warm-up is missing",
    "warmup_added_to_total": "Ends late: warm-up is added to the total",
    "warmup_within_total": "Ends early: warm-up is taken out of the decay",
    "no_hold": "Does not hold its rate before the decay",
    "no_floor": "The lowest rate is ignored",
    "clamped_floor": "Cut off at its lowest rate before the end",
    "interpolated_floor": "Stretched to its lowest rate, not cut off there",
    "linear_instead_of_cosine": "Falls in a line where a cosine is due",
    "cosine_instead_of_linear": "Falls in a cosine where a line is due",
    "power_ignored": "Falls in a line: the power is ignored",
    "cycles_ignored": "Falls only once: the cycles are ignored",
    "restarts_instead_of_wave": "Jumps back up where a wave is due",
    "wave_instead_of_restarts": "Rises in a wave where restarts are due",
    "rises_again": "Rises again after the end of the cosine",
    "constant_warmup": "Warm-up stands still, then jumps",
    "warmup_from_zero": "Warm-up begins at 0",
    "linear_warmup": "Warm-up rises in a line where a curve is due",
    "logarithmic_warmup": "Warm-up rises as a logarithm, not in a line",
    "deepspeed_warmup": "Logarithmic warm-up, then constant: no decay",
    "stepped_every_step": "Stepped with every step, not once per epoch",
    "stepped_per_epoch": "Stepped once per epoch, not with every step",
}

_OTHER_CONFIGURATION = "The run was started with another configuration than the one that lies beside it."
_OWN_FORMULA = "A training loop computes the rate by a formula of its own, which reads these numbers in another way."
_TOTAL = (
    "Whoever made the schedule handed the number of all steps where that of the steps after warm-up was due, or the "
    "reverse (Keras' CosineDecay counts decay_steps after warm-up, Hugging Face's num_training_steps includes it)."
)
_DEEPSPEED = (
    'The DeepSpeed configuration has a "scheduler" section of its own, which wins over the one asked for here; its '
    "warm-up is logarithmic unless warmup_type says linear."
)
_MINIMUM = (
    "The minimum was not handed to the scheduler, whose default is 0 (eta_min, min_lr, alpha, end_learning_rate)."
)

_CAUSES: Mapping[str, tuple[str, ...]] = {
    "staircase": (
        "The schedule was made with staircase=True. It is the default of the Object Detection API, and not that of "
        "Keras' ExponentialDecay.",
        "A scheduler that is stepped once per epoch stands in for a continuous decay (torch's StepLR).",
    ),
    "continuous": (
        "The schedule was made without staircase=True; Keras' ExponentialDecay is continuous by default, the Object "
        "Detection API's is a staircase.",
        "The exponent is computed with / instead of //.",
    ),
    "burnin_not_subtracted": (
        "The formula hands the global step to the decay as it is. The Object Detection API subtracts burnin_steps "
        "first, although the words of its code say that decay_steps includes them.",
    ),
    "warmup_not_subtracted": (
        "The decay gets the global step as it is, and warm-up only overrides its first rates (the original BERT code, "
        "the TF Model Garden, detectron2 and mmcv do so).",
        "A warm-up wrapper steps the scheduler that it wraps from the first step on.",
    ),
    "warmup_subtracted": (
        "The decay is started when warm-up ends, by torch's SequentialLR or a warm-up wrapper, and counts from there; "
        "milestones that were meant from the first step come late.",
    ),
    "no_burnin": ("burnin_steps or burnin_learning_rate never reached the schedule that is in force.",),
    "no_warmup": (
        "The warm-up steps never reached the scheduler (a default of 0, a ratio of a total not yet known).",
        "The warm-up is a callback or a wrapper of its own, and it is not installed.",
    ),
    "warmup_added_to_total": (_TOTAL,),
    "warmup_within_total": (_TOTAL,),
    "no_hold": ("The steps to hold the rate never reached the schedule that is in force.",),
    "no_floor": (_MINIMUM, "The formula has no max() with the lowest rate."),
    "clamped_floor": ("The decay runs to 0 and the result is cut off with max(rate, min_lr); GPT-NeoX once did so.",),
    "interpolated_floor": ("The lowest rate is handed to the decay as its last one, instead of cutting it off there.",),
    "linear_instead_of_cosine": (
        "The default scheduler is in force: Hugging Face's Trainer and YOLO fall in a line unless told otherwise.",
    ),
    "cosine_instead_of_linear": ("Another scheduler type is in force than the one that was asked for.",),
    "power_ignored": ("The power was not handed to the scheduler; 1 is its default.",),
    "cycles_ignored": ("num_cycles was not handed to the scheduler, whose default falls once.",),
    "restarts_instead_of_wave": ("CosineAnnealingWarmRestarts is in force instead of CosineAnnealingLR.",),
    "wave_instead_of_restarts": (
        "CosineAnnealingLR is in force instead of CosineAnnealingWarmRestarts: past T_max it rises again.",
    ),
    "rises_again": (
        "The scheduler is stepped on past its end and has no stop there (torch's CosineAnnealingLR, transformers' "
        "cosine).",
    ),
    "constant_warmup": ("The kind of warm-up in force is constant, not linear (WARMUP_METHOD, torch's ConstantLR).",),
    "warmup_from_zero": ("The first rate of the warm-up was not handed to the scheduler; 0 is the usual default.",),
    "linear_warmup": ("Another kind of warm-up is in force; linear is the usual default.",),
    "logarithmic_warmup": (_DEEPSPEED,),
    "deepspeed_warmup": (_DEEPSPEED,),
    "stepped_every_step": (
        "The scheduler is stepped with every step, its lengths converted (mmengine: convert_to_iter_based).",
    ),
    "stepped_per_epoch": (
        "The scheduler is stepped at the end of each epoch with the number of steps done.",
        "A callback sets the rate from the schedule when an epoch begins.",
    ),
}


def headline(name: str) -> str:
    """Say in a few words what the run does."""
    return HEADLINES[name]


def causes(name: str, reading: Reading) -> tuple[str, ...]:
    """List the likely causes of a variation, the likelier first, those of the reading's framework before all."""
    own = collection().of(reading).advice_on(name, reading).causes
    return (*own, *_CAUSES[name], _OTHER_CONFIGURATION, _OWN_FORMULA)


def fix(variant: Variant, case: Case) -> str | None:
    """Write what makes the run follow its configuration; None where nobody can know how."""
    framework = collection().of(case.reading)
    written = framework.advice_on(variant.name, case.reading).fix
    if written is not None:
        return written
    return schedule_object(case) if framework.takes_schedule_object else None

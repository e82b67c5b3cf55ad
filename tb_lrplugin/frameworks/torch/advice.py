"""What to change where a run of Lightning does not follow its schedule."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import Advice, OfUpdates
from tb_lrplugin.frameworks.shared_advice import extended, looped_by, stepped_anyway

_RESUME = (
    "Resume with trainer.fit(model, ckpt_path=PATH), or --ckpt_path PATH on the command line: it loads the scheduler's "
    "state. load_from_checkpoint() loads the weights alone."
)
_MANUAL = """\
# in the LightningModule, where automatic_optimization is False
def on_train_epoch_end(self):
    schedulers = self.lr_schedulers()
    for scheduler in schedulers if isinstance(schedulers, list) else [schedulers]:
        scheduler.step()"""
# lightning 2.6.6, pytorch/cli.py: the scheduler that the CLI makes is stepped per epoch, unless this says otherwise.
STEPPED_PER_STEP, STEPPED_PER_EPOCH = (
    f"""\
# run this CLI in the place of LightningCLI: the scheduler's lengths count {lengths}
class CLI(LightningCLI):
    @staticmethod
    def configure_optimizers(lightning_module, optimizer, lr_scheduler=None):
        return {{"optimizer": optimizer, "lr_scheduler": {{"scheduler": lr_scheduler, "interval": "{interval}"}}}}"""
    for interval, lengths in (("step", "optimizer steps"), ("epoch", "epochs"))
)
_ONE_PLACE = (
    "Let one place alone step the scheduler: the Lightning Trainer under automatic optimization, with the interval "
    'that configure_optimizers returns ("epoch" where it returns none, or "step"), or your own self.lr_schedulers()'
    ".step() under manual optimization. The scheduler's lengths count those steps."
)
_IS_MANUAL = (
    "Under manual optimization (automatic_optimization = False) Lightning steps no scheduler: nobody calls "
    "self.lr_schedulers().step()."
)

# Of models that bring their own configure_optimizers along, for automatic optimization.
LIGHTNING_MODELS = extended(
    stepped_anyway(
        looped_by(
            "the Lightning Trainer",
            rate="the optimizer's lr",
            length="max_epochs or max_steps and the scheduler's own lengths",
            resume=_RESUME,
        )
    ),
    {
        "time_scaled/slow": Advice((OfUpdates("accumulate_grad_batches makes one update of several batches."),)),
        "restarted": Advice(("trainer.fit() was called without ckpt_path.",)),
        "restarted/on a beat": Advice(
            ("trainer.fit() is called in a loop, and configure_optimizers makes all anew each time.",),
            "Call trainer.fit() once, with max_epochs for the whole run.",
        ),
        "resumed_elsewhere": Advice(
            ("The checkpoint's scheduler, with its settings, wins over what the configuration says since.",),
        ),
        "value_scaled": Advice(("The checkpoint's rate won over a new lr at the resume.",)),
        "off_schedule": Advice(
            ("The module's optimizer_step, a hook or a callback sets the rate of the optimizer's parameter groups.",)
        ),
    },
)

LIGHTNING = extended(
    LIGHTNING_MODELS,
    {
        "stuck_at_initial": Advice(
            (
                _IS_MANUAL,
                'The "interval" or "frequency" that configure_optimizers returns with the scheduler never comes: an '
                'epoch that does not end ("epoch" is the default), more updates or epochs than the run has.',
                "configure_optimizers returns the optimizer without the scheduler.",
            ),
            _MANUAL,
            "python",
        ),
        "frozen": Advice(
            (
                "lr_scheduler_step was overridden, and no longer steps.",
                "Under manual optimization (automatic_optimization = False) self.lr_schedulers().step() is no longer "
                "called from there on.",
            ),
            _MANUAL,
            "python",
        ),
        "frozen/after preparation": Advice((), _MANUAL, "python"),
        "time_scaled/fast": Advice(
            (
                "self.lr_schedulers().step() is called more often than once per optimizer step or epoch (manual "
                "optimization, several optimizers).",
                OfUpdates('The scheduler is stepped per batch (interval "step"), and its lengths count epochs.'),
            ),
            _ONE_PLACE,
        ),
        "time_scaled/slow": Advice(
            (
                'The scheduler is stepped per epoch (interval "epoch"), and its lengths count batches.',
                'The scheduler\'s "frequency" is above 1.',
            ),
            _ONE_PLACE,
        ),
    },
)

# Where the Lightning Trainer steps the schedulers itself, which a watch knows.
_HOOK = """\
# in the LightningModule, or no lr_scheduler_step at all
def lr_scheduler_step(self, scheduler, metric):
    scheduler.step()"""
_OVERRIDDEN = "lr_scheduler_step is overridden, and does not step the scheduler."
LIGHTNING_AUTOMATIC = extended(
    LIGHTNING_MODELS,
    {
        "stuck_at_initial": Advice((_OVERRIDDEN,), _HOOK, "python"),
        "frozen": Advice((_OVERRIDDEN,), _HOOK, "python"),
        "time_scaled/fast": Advice(
            ("The Lightning Trainer steps the scheduler, and the module or a callback does so too.",), _ONE_PLACE
        ),
        "time_scaled/slow": LIGHTNING["time_scaled/slow"],
    },
)

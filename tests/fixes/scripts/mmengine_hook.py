"""A Runner of mmengine with a hook of one's own in the place of the one that steps the schedulers."""

import torch
from mmengine.config import Config
from mmengine.hooks import ParamSchedulerHook
from mmengine.model import BaseModel
from mmengine.registry import HOOKS
from mmengine.runner import Runner

EPOCHS_STEPPED = {"stuck_at_initial": 0, "frozen": 8, "frozen/after preparation": 2}
CONFIG = """
optim_wrapper = dict(optimizer=dict(type="SGD", lr=0.1))
train_cfg = dict(by_epoch=True, max_epochs=12)
param_scheduler = [
    dict(type="LinearLR", start_factor=0.1, begin=0, end=2, by_epoch=True),
    dict(type="CosineAnnealingLR", T_max=10, begin=2, end=12, by_epoch=True),
]
vis_backends = [dict(type="TensorboardVisBackend")]
visualizer = dict(type="Visualizer", vis_backends=vis_backends)
# fault
default_hooks = dict(param_scheduler=dict(type="SomeEpochsOnly"))
# end of fault
default_hooks["logger"] = dict(type="LoggerHook", interval=1)
default_hooks["checkpoint"] = None
log_level = "ERROR"
"""


@HOOKS.register_module(force=True)
class SomeEpochsOnly(ParamSchedulerHook):
    def __init__(self):
        self.epochs = EPOCHS_STEPPED[SITUATION]

    def after_train_epoch(self, runner):
        if runner.epoch < self.epochs:
            super().after_train_epoch(runner)


class Model(BaseModel):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(1, 1)

    def forward(self, inputs, mode="loss"):
        return {"loss": (self.layer(inputs) - inputs).square().mean()}


def train(directory, situation):
    global SITUATION
    SITUATION = situation
    config = Config.fromstring(CONFIG, ".py")
    rows = [{"inputs": row} for row in torch.linspace(-1, 1, 20)[:, None]]
    config.work_dir = str(directory)
    loader = torch.utils.data.DataLoader(rows, batch_size=4)
    runner = Runner(
        Model(),
        str(directory),
        train_dataloader=loader,
        cfg=config,
        experiment_name=f"run_{abs(hash(str(directory)))}",
        **{
            name: config[name]
            for name in ("optim_wrapper", "train_cfg", "param_scheduler", "default_hooks", "visualizer", "log_level")
        },
    )
    runner.train()

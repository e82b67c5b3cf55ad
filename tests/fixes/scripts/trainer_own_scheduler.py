"""A Trainer that was given a scheduler that stands still, at once or from some step on, or at another rate."""

import os

import torch
from transformers import PretrainedConfig, PreTrainedModel, Trainer, TrainingArguments, get_scheduler
from transformers.modeling_outputs import SequenceClassifierOutput

STEPS = 40


class Model(PreTrainedModel):
    config_class = PretrainedConfig

    def __init__(self, config):
        super().__init__(config)
        self.layer = torch.nn.Linear(1, 1)
        self.post_init()

    def forward(self, inputs, labels=None):
        logits = self.layer(inputs)
        return SequenceClassifierOutput(loss=(logits - labels).square().mean(), logits=logits)


def optimizers_of(model, situation):
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    if situation == "stuck_at_initial":
        return optimizer, get_scheduler("constant", optimizer)
    if situation == "frozen":
        factor = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - min(step, STEPS // 2) / STEPS)
        return optimizer, factor
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.001)
    return optimizer, get_scheduler("constant", optimizer)


def train(directory, situation):
    model = Model(PretrainedConfig())
    inputs = torch.linspace(-1, 1, 64)[:, None]
    train_dataset = [{"inputs": row, "labels": row} for row in inputs]
    os.environ["TENSORBOARD_LOGGING_DIR"] = str(directory)
    training_args = TrainingArguments(
        output_dir=str(directory / "checkpoints"),
        report_to="tensorboard",
        learning_rate=0.01,
        max_steps=STEPS,
        logging_steps=1,
        per_device_train_batch_size=4,
        save_strategy="no",
        use_cpu=True,
        disable_tqdm=True,
    )
    # fault
    trainer = Trainer(
        model=model, args=training_args, train_dataset=train_dataset, optimizers=optimizers_of(model, situation)
    )
    trainer.train()
    # end of fault

"""Hugging Face: the Trainer, what trains with it, accelerate."""

from __future__ import annotations

from tb_lrplugin.frameworks.framework import About, Advice, Framework
from tb_lrplugin.frameworks.huggingface import accelerate, reader
from tb_lrplugin.frameworks.huggingface.writer import hf_configuration
from tb_lrplugin.frameworks.readers import ReaderFunction, Trust
from tb_lrplugin.frameworks.torch.writer import torch_configuration

HF_TRAINER = Framework(
    kind="hf_trainer",
    about=About(
        "Hugging Face Trainer, and what trains with it (TRL, axolotl, LLaMA-Factory, sentence-transformers, PaddleNLP)",
        "PyTorch",
        "`args/text_summary`, `model_config/text_summary`; a DeepSpeed `scheduler` section in them",
        "the total from `train/epoch` or the end of the run; whether DeepSpeed's scheduler is in force",
        "schedulers handed over in code; a DeepSpeed configuration given as a path",
    ),
    readers=(ReaderFunction(reader.read, Trust.LOGGED, reader.TEXT_TAGS, reader.SCALAR_TAGS),),
    # Some trainers of TRL log `lr`.
    tags="(?:.*/)?(?:learning_rate|lr)",
    # The Trainer logs what its scheduler has set in the optimizer.
    measures="optimizer",
    write=hf_configuration,
    advice={
        "linear_instead_of_cosine": Advice(
            causes=("lr_scheduler_type did not reach the Trainer; linear is its default.",),
            fix='lr_scheduler_type="cosine"',
        ),
        "cosine_instead_of_linear": Advice(fix='lr_scheduler_type="linear"'),
        "cycles_ignored": Advice(
            causes=("lr_scheduler_kwargs did not reach the scheduler; num_cycles is 1 without them.",),
        ),
    },
)

ACCELERATE = Framework(
    kind="accelerate",
    about=About(
        "accelerate: diffusers' scripts, sd-scripts with `--log_config`",
        "PyTorch",
        "the hyperparameters in the child run named by the time",
        "nothing",
        "the number of processes",
    ),
    readers=(ReaderFunction(accelerate.read, Trust.LOGGED),),
    # The scripts log `lr_scheduler.get_last_lr()`, what the scheduler has set in the optimizer.
    measures="optimizer",
    write=torch_configuration,
)

"""Texts of pipeline.config, and what its reader says of them."""

from __future__ import annotations

from pathlib import Path

from tb_lrplugin.frameworks.object_detection import PIPELINE_CONFIG, PipelineReading
from tb_lrplugin.frameworks.reading import Reading
from tests.support.readings import in_directory

# The first founding question's own block, within a shortened file of the API's model zoo.
SEED = """\
# SSD with Mobilenet v2 configuration { for MSCOCO
model {
  ssd {
    num_classes: 90
    box_coder { faster_rcnn_box_coder { y_scale: 10.0 } }
    feature_extractor { type: 'ssd_mobilenet_v2' min_depth: 16 }
  }
}
train_config: {
  batch_size: 24
  optimizer {
    rms_prop_optimizer: {
      learning_rate: {
        exponential_decay_learning_rate {
          initial_learning_rate: 0.004
          decay_steps: 800720
          decay_factor: 0.95
        }
      }
      momentum_optimizer_value: 0.9
      decay: 0.9
      epsilon: 1.0
    }
  }
  fine_tune_checkpoint: "PATH_TO_BE_CONFIGURED/model.ckpt"
  num_steps: 200000
}
"""


def pipeline(learning_rate: str, optimizer: str = "momentum_optimizer", num_steps: int = 0) -> str:
    """Write a pipeline of one line before, and one after, the given learning-rate block."""
    steps = f" num_steps: {num_steps}" if num_steps else ""
    return f"train_config {{ optimizer {{ {optimizer} {{ learning_rate {{\n{learning_rate}\n}} }} }}{steps} }}\n"


def read_directory(directory: Path) -> Reading | None:
    """Read the pipeline of a directory."""
    return in_directory(PIPELINE_CONFIG, directory)


def read_text(directory: Path, text: str | bytes) -> PipelineReading:
    """Put one pipeline.config into a directory and read it."""
    content = text.encode() if isinstance(text, str) else text
    (directory / "pipeline.config").write_bytes(content)
    reading = read_directory(directory)
    assert isinstance(reading, PipelineReading)
    return reading

"""Live learning-rate diagnostics for TensorBoard."""

__version__ = "0.1.0"

"""Hugging Face: the Trainer, what trains with it, accelerate."""

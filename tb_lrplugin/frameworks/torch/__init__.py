"""PyTorch's own schedulers, and LightningCLI, which names them."""

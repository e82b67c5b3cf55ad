import torch

lr = 0.1

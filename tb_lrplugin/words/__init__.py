"""How numbers, steps and units are written for people."""

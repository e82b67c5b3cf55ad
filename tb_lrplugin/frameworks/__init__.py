"""One room for each training framework: what it leaves behind, its schedule, its own syntax."""

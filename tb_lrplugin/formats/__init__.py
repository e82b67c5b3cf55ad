"""Safe readers of the formats that configurations are written in; nothing is executed."""

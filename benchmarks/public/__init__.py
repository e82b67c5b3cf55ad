"""A table that anyone can repeat: labelled log directories, and what this and other tools say of them."""

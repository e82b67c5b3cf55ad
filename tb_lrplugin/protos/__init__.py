"""Message definitions, and the classes generated from them."""

"""From logged points and an expected schedule to a verdict. Arrays in, sentences out, no I/O."""

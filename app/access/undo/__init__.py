"""Taking steps back: what a step changed is found again, each change gets its inverse, and all are done or none."""

"""The floor of the comparison: the rows of one filing written by one bare Django view, and nothing else."""

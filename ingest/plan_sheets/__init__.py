"""The sheets that a plan is made of: one module per kind, nothing else."""

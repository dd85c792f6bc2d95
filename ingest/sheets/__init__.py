"""The sheets that a workbook may hold: one module per kind, nothing else."""

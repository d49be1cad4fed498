"""The database's shape over time: one module a step, in `versions`. Run by `migrate`, at every start."""

"""Lists of leads as files: what stands in each column, and how CSV and Excel files are written."""

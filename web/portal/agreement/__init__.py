"""The agreement as the company sees it: read, signed, or asked to be changed."""

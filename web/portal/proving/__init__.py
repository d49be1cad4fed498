"""The proof: the number over time, the dollars, and whether the change is real."""

"""The jobs: each is a row that is claimed, worked on, and marked."""

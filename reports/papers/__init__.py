"""What an agreement leaves on paper: the agreement itself, the proof, and the one-page fix. Pages share their words."""

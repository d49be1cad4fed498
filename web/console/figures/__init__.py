"""How the quiz and sales do, in numbers."""

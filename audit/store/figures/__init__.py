"""How the quiz and sales do, in numbers: what the console's figures are added up from. None names a company."""

"""Who may open what, and what keeps forgers, scripts and floods out."""

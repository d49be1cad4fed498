"""The quiz, the result page, the sales console and the operators' portal. Nothing is here yet."""

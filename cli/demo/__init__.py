"""An invented month: companies that took the quiz, and what sales did about them."""

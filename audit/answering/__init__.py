"""From what was typed or chosen to an answer that the model can read, or to words that say what is wrong."""

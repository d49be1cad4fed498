"""What goes into each of a company's papers: read from the store, handed to whoever draws or packs it."""

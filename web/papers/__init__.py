"""Papers of a company, as the portal and the console hand them out."""

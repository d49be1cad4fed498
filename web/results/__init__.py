"""The result: what was found, where it comes from, what to do first, and the PDF of it all."""

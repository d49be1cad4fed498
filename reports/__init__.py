"""The audit as a document: an `Audit` goes in, an accessible, reproducible PDF comes out."""

"""A company's papers: ordered, waited for, downloaded."""

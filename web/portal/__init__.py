"""The portal: where the people of a company see their audits, agree on one number, and prove that the leak closed."""

"""Is this folder a playbook? Every check yields remarks; none stops at the first."""

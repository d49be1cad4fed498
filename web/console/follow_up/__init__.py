"""What sales does with a lead: status, owner, notes, next step, undo."""

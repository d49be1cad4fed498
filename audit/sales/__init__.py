"""What sales does with an audit, without a database: statuses, the response clock, two results compared."""

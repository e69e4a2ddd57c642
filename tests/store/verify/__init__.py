"""What `db verify` finds, and in what."""

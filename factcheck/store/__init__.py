"""What is held: sessions, the ledger with its projection, and ways to find things. It decides nothing."""

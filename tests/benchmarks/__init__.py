"""What factcheck reaches, measured by whoever wants to know."""

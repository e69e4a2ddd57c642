"""What can go wrong underneath, one fault a test; each fails where the guard against its fault is taken away."""

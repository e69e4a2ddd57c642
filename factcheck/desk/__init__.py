"""What analysts do: every decision is made here, in a session that somebody else opened and commits."""

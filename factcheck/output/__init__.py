"""Answers in every format: for people, for scripts, and for other programs. It shows, and decides nothing."""

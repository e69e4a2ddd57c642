"""What can go wrong underneath, one fault a test, as the README's table names them.

Each test fails where the guard against its fault is taken away: try that when you add one. The faults are real ones:

- `dying.killed` runs a command in a process of its own and ends it with SIGKILL at a statement, a rename or the commit;
- `disks.small_disk` mounts a disk of a few megabytes, which takes root, and `disks.fill` fills it;
- `bound.bound` runs a command that permissions bind, root's too;
- `servers.serving` is a PostgreSQL server that a test may stop, kill, starve and fill.
"""

# The same recipes as .ci/run, one by one. Run `just` to see them.

default:
    @just --list

# Make the environment that the other recipes use
setup:
    python3 -m venv .venv
    .venv/bin/pip install --quiet --editable '.[dev]'

# Run all tests, PostgreSQL included
test *arguments:
    .venv/bin/pytest {{arguments}}

# Check style, types and layers
lint:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    .venv/bin/lint-imports

# Write the generated files again: DDL snapshots, README
generate:
    .venv/bin/python -m tests.snapshot
    .venv/bin/python -m tests.readme

# What runs before anything lands
ci:
    bash .ci/run

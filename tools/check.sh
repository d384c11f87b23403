#!/usr/bin/env bash
# What must hold of the notebooks and modules besides their tests: one line per check, exit status 1 if one failed.
exec python -B "$(dirname "${BASH_SOURCE[0]}")/check.py" "$@"

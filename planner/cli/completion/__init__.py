"""Completes a command line: the words so far go in, what the next one may be comes out.

It answers between two key strokes, so it reads names alone and imports nothing of the planner that
takes time. What commands and options there are stands in `command_lines.json`, written by
`python -m scripts.command_lines` from the commands themselves.
"""

"""Run the command line: `planner`, or `python -m planner`."""

import sys


def run() -> int:
    """Answer a shell that completes a word, at once; else run the command."""
    if sys.argv[1:2] == ["__complete"]:
        from planner.cli.completion.answering import answer

        return answer(sys.argv[2:])
    from planner.cli.main import main

    return main()


if __name__ == "__main__":
    sys.exit(run())

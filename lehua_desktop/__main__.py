"""The entry of the program. Every worker process imports this file again, so nothing else is imported at the top."""


def main() -> int:
    """Runs the command line, which opens the window where no command is given; returns the exit status."""
    from multiprocessing import freeze_support

    freeze_support()
    import os
    import sys
    from pathlib import Path

    # A packaged window has no terminal; what is printed then goes nowhere.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123

    from .offline import stay_offline

    stay_offline()
    from .cli import main as command_line

    def open_window(case: Path | None) -> int:
        from .app import run

        return run(case)

    return command_line(sys.argv[1:], open_window)


if __name__ == "__main__":
    import sys

    sys.exit(main())

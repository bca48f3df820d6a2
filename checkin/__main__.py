"""The program's door: `checkin` in a terminal, or `python -m checkin`."""

from checkin.commands.entry import main

__all__ = ["main"]

if __name__ == "__main__":
    main()

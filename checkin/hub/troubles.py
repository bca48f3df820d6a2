"""What may go wrong with a hub that runs."""


class StewardTrouble(Exception):
    """A sentence that says what the hub's server refused."""

"""The desk's local copy: what is known, and everything that is SQL."""

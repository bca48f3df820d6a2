"""One file and one style sheet a screen."""

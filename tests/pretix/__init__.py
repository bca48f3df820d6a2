"""A pretix for the tests: what a real one was recorded to say, and servers that misbehave."""

"""How a laptop becomes a desk with nothing but a code that is read aloud across the room."""

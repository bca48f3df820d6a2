"""Finding people however they are typed: an index in memory that follows the local copy."""

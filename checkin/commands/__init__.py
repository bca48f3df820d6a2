"""The command line: each verb parses what was asked, calls the desk, and prints the answer."""

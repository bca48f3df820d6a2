"""As much of pywin32 as a printer needs, for systems that have none."""


class error(Exception):  # noqa: N801 - the library's name
    """Something that Windows refused."""

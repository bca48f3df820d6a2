"""Pure: what the desks of an event call their stream, and the subjects that they speak on."""


def stream(event: str) -> str:
    """The stream that holds all journals of an event."""
    return f"ARR_{event}"


def sent(event: str, origin: str, publisher: str) -> str:
    """Where `publisher`, a desk, sends an entry of the journal `origin`, its own or another's."""
    return f"arr.{event}.{origin}.{publisher}"


def journals(event: str) -> str:
    """Everything that the stream stores."""
    return f"arr.{event}.>"


def live(event: str) -> str:
    """What the stream repeats to whoever listens, as it is stored."""
    return f"live.{event}.>"


def heartbeat(event: str, desk: str) -> str:
    """Where a desk says that it is there; "*" hears all."""
    return f"hb.{event}.{desk}"


def counts(event: str, desk: str) -> str:
    """Where a desk says how many have arrived: numbers, never a person; "*" hears all."""
    return f"counts.{event}.{desk}"


def asked(event: str) -> str:
    """Where a desk asks the others about a code that it does not know."""
    return f"ask.{event}"


def fellows(event: str) -> str:
    """Where the hubs of an event tell each other who its members are."""
    return f"hubs.{event}"


def inbox(desk: str) -> str:
    """The prefix of the answers that a desk, and only it, may hear."""
    return f"_INBOX_{desk}"


def stream_info(event: str) -> str:
    """The question about the stream's state."""
    return f"$JS.API.STREAM.INFO.{stream(event)}"


def direct_get(event: str) -> str:
    """The question for messages behind a position."""
    return f"$JS.API.DIRECT.GET.{stream(event)}"

"""The schema goes on: what a laptop knows of pretix, and for whom the organisers vouch.

A released change is never edited again.
"""

from sqlite_utils import Database

from db.migrations import migrations

__all__ = ["migrations"]


@migrations()
def m011_pretix(copy: Database) -> None:
    """What this laptop knows of pretix, which it can read again, and what it told pretix."""
    copy.executescript("""
        create table pretix_position (
            -- a place in an order, and whose it is here
            number integer primary key,
            registration text not null,
            secret text not null,
            passings text not null,           -- JSON [[list, direction, ms, device]], as pretix has
            prints text not null,             -- JSON [ms]
            run integer not null              -- the last reading of everything that came upon it
        ) strict;
        create index pretix_position_of on pretix_position (registration);

        create table pretix_cursor (
            -- how far pretix was read; one row
            only integer primary key check (only = 1),
            source text not null,             -- which pretix, organizer and event
            since text not null,              -- changes before this are known; '' for none at all
            run integer not null,             -- how often everything was read; and of that reading
            page integer not null,            -- the next page, 0 when none goes on,
            begun text not null               -- and when its first page was made
        ) strict;

        create table pretix_upload (
            -- entries of which pretix was told, or tried to be
            origin text not null,
            number integer not null,
            state text not null check (state in ('done', 'ours', 'later', 'refused', 'left')),
            at integer not null,              -- ms; when, or from when on it is tried again
            said text not null,               -- why it was refused, '' else
            tries integer not null,           -- how often pretix broke down over it
            primary key (origin, number)
        ) strict, without rowid;
        create index entry_to_tell on entry (clock) where kind in
            ('CheckedIn', 'CheckInAnnulled', 'ScanRefused', 'BadgePrinted');
    """)


@migrations()
def m012_vouchers(copy: Database) -> None:
    """For which desks the organisers vouch."""
    copy.executescript("""
        -- the organisers' key, Ed25519, hex; '' on a desk that nobody let in
        alter table pen add column organiser text not null default '';

        create table voucher (
            -- what first entries of journals brought along, genuine or not
            words text not null,              -- JSON, exactly the text that was signed
            signature text not null,          -- hex
            primary key (words, signature)
        ) strict, without rowid;
    """)

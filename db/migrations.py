"""The schema, one numbered function per change; a released one is never edited again."""

from sqlite_utils import Database, Migrations

migrations = Migrations("checkin")


@migrations()
def m001_journal(copy: Database) -> None:
    """The truth: who writes, and what was written."""
    copy.executescript("""
        create table pen (
            -- the one journal that this file itself continues; one row
            only integer primary key check (only = 1),
            origin text not null,
            event text not null,
            clock integer not null default 0  -- last reading of the hybrid logical clock
        ) strict;

        create table desk (
            -- every desk that ever wrote a journal, as its first entry presents it
            origin text primary key,
            name text not null,
            public_key text not null          -- Ed25519, hex
        ) strict;

        create table entry (
            -- everything that happened, for ever; one journal an origin, numbered without a hole
            origin text not null,
            number integer not null check (number > 0),
            body text not null check (json_valid(body)),  -- exactly the text that was signed
            signature blob not null check (length(signature) = 64),
            clock integer generated always as (json_extract(body, '$.h')) virtual,
            kind text generated always as (json_extract(body, '$.k')) virtual,
            registration text generated always as (json_extract(body, '$.p')) virtual,
            primary key (origin, number),
            check (json_extract(body, '$.o') = origin and json_extract(body, '$.n') = number)
        ) strict;
        create index entry_of_registration on entry (registration) where registration is not null;
        create index entry_refusal on entry (clock) where kind = 'ScanRefused';

        create table waiting (
            -- entries of other desks that came before the one they follow, not yet proved genuine
            origin text not null,
            number integer not null,
            body text not null,
            signature blob not null,
            unique (origin, number, body, signature)
        ) strict;

        create table quarantine (
            -- entries that were refused, and why; kept for whoever looks into it
            id integer primary key,
            origin text not null,             -- '' and number 0 where not even that can be read
            number integer not null,
            body text not null,
            signature blob not null,
            why text not null,
            unique (origin, number, body, signature)
        ) strict;
    """)


@migrations()
def m002_registrations(copy: Database) -> None:
    """Projections of the journal: who may come, and how they are found."""
    copy.executescript("""
        create table registration (
            -- after its number the fields of a registration, in their order
            number integer primary key,
            id text not null unique,
            given_name text not null,
            family_name text not null,
            code text not null,
            organisation text not null,
            function text not null,
            category text not null,
            country text not null,
            email text not null,
            phone text not null,
            "order" text not null,            -- shared by those who were booked together
            language text not null,
            sessions text not null,           -- JSON array of session ids
            status text not null,
            note text not null,               -- must be read before this person is let in
            companions text not null,
            source text not null,             -- the file, or the desk, that this person came by
            missing integer not null check (missing in (0, 1)),
            extra text not null,              -- JSON array of [heading, text], columns not ours
            told text not null,               -- stamp of the newest list; '' if only corrected
            missed text not null,             -- stamp of the newest list without them, or ''
            corrections text,                 -- JSON {field: [text, stamp]}; null when none
            listed text                       -- what the list says; null when the columns say it
        ) strict;

        create table ticket (
            -- every code a person ever had; only the one in `registration` still opens
            folded text not null,             -- upper case, letters and digits only
            code text not null,
            registration text not null references registration (id),
            primary key (folded, code, registration)
        ) strict, without rowid;
        create index ticket_of_registration on ticket (registration);

        create table headcount (
            -- how many people the organisers count on, at the event as a whole and at each session
            session text not null,            -- '' for the event as a whole
            category text not null,
            country text not null,
            people integer not null,
            primary key (session, category, country)
        ) strict, without rowid;

        create table search (
            -- the folded words of each registration
            number integer primary key references registration (number),
            family text not null,
            given text not null,
            organisation text not null,
            function text not null,
            codes text not null               -- ticket, order, e-mail
        ) strict;
        create virtual table search_word using fts5 (
            family, given, organisation, function, codes,
            content = 'search', content_rowid = 'number',
            prefix = '1 2 3', detail = column, columnsize = 0, tokenize = 'ascii'
        );
    """)


@migrations()
def m003_presence(copy: Database) -> None:
    """Projection of the journal: where everybody stands on each list."""
    copy.executescript("""
        create table presence (
            registration text not null,       -- of a ticket seen before its list: 'ticket:' || code
            list text not null,
            here integer not null check (here in (0, 1)),
            entries integer not null,
            conflict integer not null check (conflict in (0, 1)),
            first text not null,              -- JSON of the first entry that stands
            last text not null,               -- JSON of the last passage that stands
            at integer generated always as (json_extract(first, '$.at')) virtual,
            latest integer generated always as (json_extract(last, '$.clock')) virtual,
            primary key (registration, list)
        ) strict, without rowid;
        create index presence_by_time on presence (list, latest);
        create index presence_by_arrival on presence (list, at) where entries > 0;
        create index presence_of_list on presence (list, here);
    """)


@migrations()
def m004_spool(copy: Database) -> None:
    """What only this laptop knows: its badge jobs, and what it was told once."""
    copy.executescript("""
        create table badge_job (
            id integer primary key,
            registration text not null,
            why text not null,
            state text not null check (state in
                ('queued', 'printing', 'sent', 'printed', 'failed', 'unknown', 'cancelled')),
            asked_at integer not null,
            changed_at integer not null,
            printer text not null default '',
            attempts integer not null default 0,
            trouble text not null default '',
            origin text,                      -- the check-in it came with; null when asked for
            number integer,
            check ((origin is null) = (number is null))
        ) strict;
        create index badge_job_by_state on badge_job (state, id);
        create index badge_job_of_registration on badge_job (registration);

        create table remembered (
            -- small things told once for this event, such as the mapping of columns
            name text primary key,
            value text not null check (json_valid(value))
        ) strict;
    """)


@migrations()
def m005_search(copy: Database) -> None:
    """More ways to find somebody, and a number that tells a reader what changed."""
    copy.executescript("""
        drop table search_word;
        drop table search;
        create table search (
            -- the folded words of each registration; behind ' / ' what else is said for them
            number integer primary key references registration (number),
            family text not null,
            given text not null,
            organisation text not null,
            function text not null,
            category text not null,           -- and the country
            codes text not null,              -- ticket, order, telephone
            mail text not null,               -- words of the address that are nowhere else
            change integer not null           -- grows with each row that is written
        ) strict;
        create unique index search_by_change on search (change);
        create virtual table search_word using fts5 (
            family, given, organisation, function, category, codes, mail,
            content = 'search', content_rowid = 'number',
            prefix = '1 2 3', detail = column, columnsize = 0, tokenize = 'ascii'
        );
    """)  # m010 fills it


@migrations()
def m006_tickets(copy: Database) -> None:
    """What the organisers said of tickets; and the badges that wait for a registration."""
    copy.executescript("""
        create table revoked (
            -- codes that open nothing any more, whoever had them; as the first word on each says
            folded text primary key,
            code text not null,
            reason text not null,
            at integer not null,              -- ms
            stamp text not null
        ) strict, without rowid;

        create table rotation (
            -- the secrets that came after the first one to sign tickets, each sealed for its desks
            fingerprint text primary key,
            sealed text not null,             -- JSON {public key of a desk: the secret for it}
            keeps_older integer not null check (keeps_older in (0, 1)),
            stamp text not null
        ) strict, without rowid;

        create table badge_owed (
            -- arrivals at this laptop on a ticket whose registration was still to come
            subject text primary key,         -- 'ticket:' || code
            origin text not null,             -- the check-in
            number integer not null,
            at integer not null               -- ms
        ) strict, without rowid;
    """)


@migrations()
def m007_queues(copy: Database) -> None:
    """Badges stand in the queue of one printer, alone or as part of a run."""
    copy.executescript("""
        create table badge_queue (
            -- a printer of this desk, as its spool knows it
            name text primary key,            -- '' is the printer that the desk usually prints on
            paused integer not null default 0 check (paused in (0, 1)),
            broken integer not null default 0 check (broken in (0, 1)),  -- its last badge broke off
            labels integer check (labels >= 0),  -- left on the roll; null when nobody counts
            roll integer check (roll > 0)     -- on a full roll; null when never said
        ) strict;
        insert into badge_queue (name, broken) values (
            '', exists (select 1 from badge_job where state in ('printing', 'unknown'))
        );

        create table badge_run (
            -- badges asked for together: a delegation's, or everybody's before the doors open
            id integer primary key,
            title text not null,
            asked_at integer not null,
            paused integer not null default 0 check (paused in (0, 1))
        ) strict;

        -- the one queue that may print the job
        alter table badge_job add column queue text not null default '';
        -- what goes first: 0 asked to be next, 1 somebody stands at the desk, 2 group, 3 in advance
        alter table badge_job add column rank integer not null default 1;
        alter table badge_job add column run integer references badge_run (id);
        create index badge_job_next on badge_job (queue, rank, id) where state = 'queued';
        create index badge_job_of_queue on badge_job (queue, state);
        create index badge_job_of_run on badge_job (run, state) where run is not null;
        create index entry_badge on entry (registration) where kind = 'BadgePrinted';
    """)


@migrations()
def m009_peers(copy: Database) -> None:
    """How far this copy has read the streams of the hubs, and what of the journals is in them."""
    copy.executescript("""
        create table stream (
            -- one row a stream that was ever met; a hub that lost its disk begins another one
            id integer primary key,
            epoch text not null,              -- what the stream says of itself, made by chance
            created text not null,            -- when it was made, as the server tells
            cursor integer not null,          -- the last message that was read; 0 for none
            digest text not null,             -- of that message, so that another history shows
            met integer not null,             -- ms; when a desk last spoke with it
            unique (epoch, created)
        ) strict;

        create table heard (
            -- how far each journal stands in a stream without a hole
            stream integer not null references stream (id),
            origin text not null,
            number integer not null,
            primary key (stream, origin)
        ) strict, without rowid;

        create table heard_ahead (
            -- entries read from a stream beyond a hole, or not yet proved to be those kept here
            stream integer not null references stream (id),
            origin text not null,
            number integer not null,
            signature blob not null,
            primary key (stream, origin, number, signature)
        ) strict, without rowid;
    """)


@migrations()
def m010_answers(copy: Database) -> None:
    """Somebody is found by what they answered, too."""
    copy.executescript("""
        drop table search_word;
        drop table search;
        create table search (
            -- the folded words of each registration; behind ' / ' what else is said for them
            number integer primary key references registration (number),
            family text not null,
            given text not null,
            organisation text not null,
            function text not null,
            category text not null,           -- and the country
            codes text not null,              -- ticket, order, telephone
            mail text not null,               -- words of the address that are nowhere else
            answers text not null,            -- and of the answers to the organisers' questions
            change integer not null           -- grows with each row that is written
        ) strict;
        create unique index search_by_change on search (change);
        create virtual table search_word using fts5 (
            family, given, organisation, function, category, codes, mail, answers,
            content = 'search', content_rowid = 'number',
            detail = column, columnsize = 0, tokenize = 'ascii'
        );
    """)
    from db import indexing, registrations
    from db.connection import Copy

    assert isinstance(copy, Copy)
    indexing.index(copy, list(registrations.everyone(copy)))

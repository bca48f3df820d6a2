"""Other ways to find people, as others do it, over the same people: to be measured beside ours."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from db.folding import fold
from db.records import Registration

Rival = Callable[[str], Sequence[Registration]]
MOST = 20


def _text(who: Registration) -> str:
    return fold(f"{who.name} {who.organisation} {who.email} {who.code} {who.order}")


def like(crowd: Sequence[Registration]) -> Rival:
    """SQL `like` with each word typed, over folded text."""
    base = sqlite3.connect(":memory:")
    base.execute("create table person (number integer primary key, text text)")
    base.executemany("insert into person values (?, ?)", _numbered(crowd))

    def find(text: str) -> list[Registration]:
        words = fold(text).split()
        question = "select number from person where true" + " and text like ?" * len(words)
        return _people(crowd, base.execute(f"{question} limit {MOST}", [f"%{w}%" for w in words]))

    return find


def full_text(crowd: Sequence[Registration]) -> Rival:
    """FTS5 with the beginnings of words, ranked by it."""
    return _fts(
        crowd,
        "tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'",
        lambda words: " AND ".join(f'"{word}"*' for word in words),
    )


def trigrams(crowd: Sequence[Registration]) -> Rival:
    """FTS5 with any three letters of what was typed, ranked by it."""
    return _fts(
        crowd,
        "tokenize = 'trigram'",
        lambda words: " OR ".join(
            f'"{piece}"'
            for piece in {word[i : i + 3] for word in words for i in range(len(word) - 2)}
        ),
    )


def rapidfuzz(crowd: Sequence[Registration]) -> Rival:
    """The token set ratio of rapidfuzz against every name and organisation."""
    import numpy as np
    from rapidfuzz import fuzz, process

    texts = [fold(f"{who.name} {who.organisation}") for who in crowd]

    def find(text: str) -> list[Registration]:
        alike = process.cdist([fold(text)], texts, scorer=fuzz.token_set_ratio, dtype=np.uint8)[0]
        best = np.argpartition(-alike.astype(np.int16), MOST)[:MOST]
        return [crowd[place] for place in sorted(best.tolist(), key=lambda p: -int(alike[p]))]

    return find


def tantivy(crowd: Sequence[Registration]) -> Rival:
    """Tantivy with beginnings, and one edit (two in long words), of every word."""
    import tantivy as engine

    schema = engine.SchemaBuilder()
    schema.add_integer_field("number", stored=True)
    schema.add_text_field("text", stored=False)
    built = schema.build()
    index = engine.Index(built)
    writer = index.writer(50_000_000)
    for number, text in _numbered(crowd):
        writer.add_document(engine.Document(number=number, text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> list[Registration]:
        def near(word: str) -> Any:
            edits = 0 if len(word) < 3 else 1 if len(word) < 8 else 2
            return engine.Query.fuzzy_term_query(
                built, "text", word, distance=edits, prefix=True, transposition_cost_one=True
            )

        words = [
            (
                engine.Occur.Must,
                engine.Query.boolean_query(
                    [
                        (
                            engine.Occur.Should,
                            engine.Query.boost_query(
                                engine.Query.term_query(built, "text", word), 4.0
                            ),
                        ),
                        (engine.Occur.Should, near(word)),
                    ]
                ),
            )
            for word in fold(text).split()
        ]
        if not words:
            return []
        hits = searcher.search(engine.Query.boolean_query(words), MOST).hits
        return [crowd[searcher.doc(address)["number"][0]] for _, address in hits]

    return find


def _fts(
    crowd: Sequence[Registration], options: str, question: Callable[[list[str]], str]
) -> Rival:
    base = sqlite3.connect(":memory:")
    base.execute(f"create virtual table person using fts5 (text, {options})")
    base.executemany("insert into person (rowid, text) values (?, ?)", _numbered(crowd))

    def find(text: str) -> list[Registration]:
        asked = question(fold(text).split())
        if not asked:
            return []
        rows = base.execute(
            f"select rowid from person where person match ? order by rank limit {MOST}", [asked]
        )
        return _people(crowd, rows)

    return find


def _numbered(crowd: Sequence[Registration]) -> list[tuple[int, str]]:
    return [(number, _text(who)) for number, who in enumerate(crowd)]


def _people(crowd: Sequence[Registration], rows: Any) -> list[Registration]:
    return [crowd[number] for (number,) in rows]


RIVALS: dict[str, Callable[[Sequence[Registration]], Rival]] = {
    "SQL like": like,
    "FTS5 beginnings": full_text,
    "FTS5 trigrams": trigrams,
    "rapidfuzz over all": rapidfuzz,
    "tantivy fuzzy": tantivy,
}

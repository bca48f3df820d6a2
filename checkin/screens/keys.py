"""The keys of the desk: what the screen binds, the help shows and the README lists."""

from textual.binding import Binding

from checkin.language import marked

DESK_KEYS = (
    Binding("enter", "let_in", marked("Arrival"), show=False),
    Binding("up", "move(-1)", marked("Person above"), show=False, priority=True),
    Binding("down", "move(1)", marked("Person below"), show=False, priority=True),
    Binding("escape", "clear", marked("Clear the search"), show=False),
    Binding("f1", "app.help", marked("Help")),
    Binding("f2", "walk_in", marked("Walk-in")),
    Binding("f3", "correct", marked("Correct")),
    Binding("f4", "reprint", marked("Badge")),
    Binding("ctrl+z", "undo", marked("Undo"), priority=True),
    Binding("f5", "app.badges", marked("Queue")),
    Binding("ctrl+g", "group", marked("Group"), priority=True),
    Binding("f6", "app.dashboard", marked("Dashboard")),
    Binding("f7", "app.lists", marked("List")),
    Binding("f8", "undo_person", marked("Undo this person's arrival"), show=False),
    Binding("f9", "let_in_anyway", marked("Let in anyway"), show=False),
)

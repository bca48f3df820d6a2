"""How one talks with printers: one module a language, over any wire."""

from checkin.badge import Tongue
from checkin.devices.conversations.brother import BrotherConversation
from checkin.devices.conversations.conversation import USUAL, Conversation, Patience
from checkin.devices.conversations.escpos import EscposConversation
from checkin.devices.conversations.zpl import ZplConversation

__all__ = ["CONVERSATIONS", "USUAL", "Conversation", "Patience"]

CONVERSATIONS: dict[Tongue, type[Conversation]] = {
    Tongue.ESCPOS: EscposConversation,
    Tongue.BROTHER: BrotherConversation,
    Tongue.ZPL: ZplConversation,
}

"""Everybody's ticket for the organisers' mailing: pictures, a PDF to print, a list to merge."""

from checkin.mailing.posting import MailingTrouble, Posted, post

__all__ = ["MailingTrouble", "Posted", "post"]

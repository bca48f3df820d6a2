"""The laptop through which the desks of an event exchange their journals.

A relay that may be lost: the journals on the desks are the truth, and fill a new hub again.
"""

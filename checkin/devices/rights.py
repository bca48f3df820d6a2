"""The command that gives this account a device it may not use, on Linux."""

import getpass
import os
import sys
from pathlib import Path

PRINTER_RULES = "/etc/udev/rules.d/70-checkin-printer.rules"
RULES = "/etc/udev/rules.d/70-checkin-scanner.rules"


def may_use(device: Path) -> bool:
    """Say whether this account may read and write a device that is there."""
    if sys.platform != "linux":
        return True
    return os.access(device, os.R_OK | os.W_OK, effective_ids=True)


def join_its_group(device: Path) -> str:
    """Return the command by which this account joins the group that owns a device."""
    try:
        group = device.group()
    except (OSError, KeyError, NotImplementedError):
        return ""
    return f"sudo usermod -aG {group} {getpass.getuser()}"


def allow_this_printer(vendor: int, product: int) -> str:
    """Return the command that gives whoever sits at the laptop this one USB printer."""
    rule = (
        f'SUBSYSTEM=="usb", ATTR{{idVendor}}=="{vendor:04x}", '
        f'ATTR{{idProduct}}=="{product:04x}", TAG+="uaccess"'
    )
    heed = "sudo udevadm control --reload && sudo udevadm trigger"
    return f"echo '{rule}' | sudo tee -a {PRINTER_RULES} && {heed}"


def allow_this_one(vendor: int, product: int) -> str:
    """Return the command that gives whoever sits at the laptop this one input device.

    The group `input` would give every keyboard of the laptop to every program of the account.
    """
    rule = (
        f'SUBSYSTEM=="input", ATTRS{{idVendor}}=="{vendor:04x}", '
        f'ATTRS{{idProduct}}=="{product:04x}", TAG+="uaccess"'
    )
    heed = "sudo udevadm control --reload && sudo udevadm trigger"
    return f"echo '{rule}' | sudo tee -a {RULES} && {heed}"

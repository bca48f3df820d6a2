"""A short ordeal: no badge is lost or doubled without somebody being asked."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.spooling.judging import NPOS
from tests.spooling.ordeal import Ordeal, endure, table

SHORT = Ordeal(badges=24, fault_every=3, kill_every=8, mm_per_second=0, dots=384, length_mm=60)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_no_badge_is_lost_or_doubled_without_a_question(tmp_path: Path) -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not on this machine; .ci/run has them")
    if not (NPOS / "node_modules" / "npos").is_dir():
        options = ("--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund")
        subprocess.run(["npm", "ci", *options], cwd=NPOS, check=True, capture_output=True)

    outcome = endure(SHORT, tmp_path)

    assert outcome.lost == []
    assert outcome.doubled == []
    assert outcome.once == SHORT.badges, table(outcome)
    assert outcome.kills >= 2
    assert len(outcome.faults) >= 5

"""Each fault of the ordeal, small: nothing lost, nothing twice, all desks alike."""

from pathlib import Path

import pytest

from tests.together.ordeal import FAULTS, undergo

FEW = 200


@pytest.mark.parametrize("fault", FAULTS)
def test_after_any_fault_all_desks_hold_the_same(fault: str, tmp_path: Path) -> None:
    came = undergo(tmp_path, fault, FEW)
    assert (came.lost, came.faults) == (0, 0)
    assert came.conflicts == FAULTS[fault][1]

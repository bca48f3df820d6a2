"""The badge's bytes, judged by an ESC/POS decoder that others wrote (npm npos)."""

import io
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from checkin.badge import Paper, badge_of, encode
from db.records import Registration
from tests.badges import aict

NPOS = Path(__file__).parents[1] / "npos"
CUT = b"\x1dV\x42\x00"
REGISTRATIONS = (
    Registration("1", "Hélène", "Lefèvre", "7F3K9ABCDEFGH123", "Ville de Lyon", "Maire"),
    Registration("2", "Li", "Wu", "a8f5e2k9d7c3b1m4n6p8q2r5s7t9v3x1", country="Chine"),
    Registration("3", "Marie-Antoinette", "de La Rochefoucauld", "https://a.example/t?1=2&c=é"),
)
PAPERS = (Paper(), Paper(384, 203, 70), Paper(512, 180, 100))


@pytest.fixture(scope="session")
def npos() -> Path:
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("node and npm are not on this machine; .ci/run has them")
    if not (NPOS / "node_modules" / "npos").is_dir():
        options = ("--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund")
        subprocess.run(["npm", "ci", *options], cwd=NPOS, check=True, capture_output=True)
    return NPOS


def decoded(npos: Path, data: bytes) -> Image.Image:
    run = subprocess.run(
        ["node", "--no-deprecation", "decode.mjs"],
        cwd=npos,
        input=data,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    return Image.open(io.BytesIO(run.stdout)).convert("1")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: f"{paper.dots}")
@pytest.mark.parametrize("registration", REGISTRATIONS, ids=lambda one: one.family_name)
def test_the_bytes_print_the_picture_dot_for_dot_and_the_ticket_is_read_back(
    npos: Path, registration: Registration, paper: Paper
) -> None:
    badge = badge_of(registration, aict(), paper)
    printed = decoded(npos, badge.data)

    assert printed.size == badge.image.size
    assert ImageChops.difference(printed.convert("L"), badge.image.convert("L")).getbbox() is None
    assert [found.text for found in zxingcpp.read_barcodes(printed)] == [registration.code]


@pytest.mark.parametrize("rows", [1, 48, 96, 100, 148, 196, 480, 799, 800])
def test_strips_are_small_and_none_of_an_unlucky_height(npos: Path, rows: int) -> None:
    image = Image.effect_noise((384, rows), 200).convert("1")
    data = encode(image)

    heights = strips(data, 384 // 8)
    assert sum(heights) == rows
    assert max(heights) <= 100
    assert not [height for height in heights if height % 48 == 0]
    assert (
        ImageChops.difference(decoded(npos, data).convert("L"), image.convert("L")).getbbox()
        is None
    )


def strips(data: bytes, across: int) -> list[int]:
    """Walk the bytes: nothing but raster strips, then one cut."""
    heights = []
    while data != CUT:
        assert data[:6] == b"\x1dv0\x00" + bytes((across, 0))
        heights.append(int.from_bytes(data[6:8], "little"))
        data = data[8 + across * heights[-1] :]
    return heights


def test_importing_the_encoder_leaves_logging_and_the_temporary_folder_alone(
    tmp_path: Path,
) -> None:
    probe = (
        "import logging; from PIL import Image; from checkin.badge import encode;"
        "encode(Image.new('1', (384, 10))); assert not logging.root.handlers;"
        "logging.getLogger('escpos').info('seen by nobody')"
    )
    surroundings = {**os.environ, "TMPDIR": str(tmp_path / "tmp"), "XDG_CACHE_HOME": str(tmp_path)}
    (tmp_path / "tmp").mkdir()
    for _ in range(2):
        run = subprocess.run(
            [sys.executable, "-c", probe], env=surroundings, capture_output=True, check=True
        )
        assert run.stdout + run.stderr == b""

    assert list((tmp_path / "tmp").iterdir()) == []
    left = {path.name for path in (tmp_path / "checkin" / "escpos").iterdir()}
    assert [name for name in left if name.startswith("tmp")] == []


def test_a_cache_that_a_power_cut_left_half_written_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "checkin" / "escpos"
    folder.mkdir(parents=True)
    probe = (
        "from PIL import Image; from checkin.badge import encode; encode(Image.new('1', (8, 8)))"
    )
    surroundings = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", probe], env=surroundings, check=True)
    (cache,) = folder.glob("*.pickle")
    whole = cache.read_bytes()
    cache.write_bytes(whole[: len(whole) // 2])

    subprocess.run([sys.executable, "-c", probe], env=surroundings, check=True)
    assert cache.read_bytes() == whole


def test_encoding_changes_nothing_around_it() -> None:
    before = dict(os.environ), tempfile.gettempdir(), list(logging.root.handlers)
    encode(Image.new("1", (384, 10), 1))
    assert (dict(os.environ), tempfile.gettempdir(), list(logging.root.handlers)) == before

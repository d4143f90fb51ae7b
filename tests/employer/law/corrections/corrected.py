"""The law data with a correction in it, in a folder of a test's own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from rules.loading import DATA


def corrected_data(folder: Path, file: str, name: str, first: str, wrong: str, right: str, recorded: str) -> Path:
    """A copy of the law data in which ``wrong`` of a value from ``first`` is corrected to ``right``."""
    made = folder / "data"
    shutil.copytree(DATA, made)
    path = made / file
    text = path.read_text("utf-8")
    start = text.index(f"- name: {name}\n")
    end = text.find("\n- name:", start + 1)
    entry = text[start : end if end >= 0 else len(text)].rstrip("\n")
    blocks = re.split(r"(?=^  - from:)", entry, flags=re.MULTILINE)
    (place,) = [at for at, block in enumerate(blocks) if block.startswith(f"  - from: '{first}'")]
    old = blocks[place].rstrip("\n")
    new = old.replace(wrong, right)
    assert new != old
    new = re.sub(r"recorded: '[^']*'", f"recorded: '{recorded}'\n    corrects: the decree was read wrongly", new)
    blocks[place] = f"{old}\n{new}\n"
    path.write_text(text[:start] + "".join(blocks).rstrip("\n") + (text[end:] if end >= 0 else "\n"), "utf-8")
    return made


def split_data(
    folder: Path, file: str, name: str, last: str, first: str, wrong: str, right: str, recorded: str
) -> Path:
    """A copy of the law data in which an open value ends on ``last`` and another holds from ``first``."""
    made = folder / "data"
    shutil.copytree(DATA, made)
    path = made / file
    text = path.read_text("utf-8")
    start = text.index(f"- name: {name}\n")
    end = text.find("\n- name:", start + 1)
    entry = text[start : end if end >= 0 else len(text)].rstrip("\n")
    head, mark, old = entry.rpartition("  - from: '")
    ended = old.replace("until: open", f"until: '{last}'")
    new = re.sub(r"recorded: '[^']*'", f"recorded: '{recorded}'", first + old[len(first) :]).replace(wrong, right)
    assert ended != old
    assert right in new
    path.write_text(text[:start] + f"{head}{mark}{ended}\n{mark}{new}" + (text[end:] if end >= 0 else "\n"), "utf-8")
    return made

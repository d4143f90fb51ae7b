"""Every test here also watches over the soundness of all that is made in it."""

from __future__ import annotations

from tests.soundness import everything_made_is_sound

__all__ = ["everything_made_is_sound"]

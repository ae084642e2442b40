"""Values to plain data and back, strictly."""

from __future__ import annotations

__all__ = ["Like", "decode", "encode", "layout", "read_toml"]

from digest.codec.decoding import Like, decode
from digest.codec.encoding import encode, layout
from digest.codec.toml import read_toml

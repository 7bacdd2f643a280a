"""A city for the journeys and a photo as a phone takes it."""

import io

import pytest
from PIL import Image

from tests import world as w


@pytest.fixture
def city(transactional_db):
    return w.build()


@pytest.fixture
def photo(tmp_path):
    """A JPEG with a camera's metadata."""
    made = Image.effect_noise((640, 480), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    data = io.BytesIO()
    made.save(data, "JPEG", exif=exif)
    path = tmp_path / "tree.jpg"
    path.write_bytes(data.getvalue())
    return path

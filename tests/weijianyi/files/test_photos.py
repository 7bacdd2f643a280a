"""Photos are made anew or refused."""

import io
import time

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from tests.weijianyi.files.making import (
    EXE,
    HTML,
    PDF,
    SVG,
    encoded,
    gps,
    office,
    png_header,
    refusal,
    stored,
    two_colours,
    upload,
)
from weijianyi.files.receive import Limits, read_document, read_photo
from weijianyi.files.remake import LONGEST_SIDE, THUMB_SIDE


@pytest.mark.parametrize(
    ("name", "form"), [("a.jpg", "JPEG"), ("b.png", "PNG"), ("c.webp", "WEBP"), ("IMG_1.HEIC", "HEIF")]
)
def test_every_allowed_photo_becomes_a_jpeg_with_a_thumb(name, form):
    made = read_photo(upload(name, encoded(two_colours(), form)))
    picture = stored(made)
    assert (picture.format, picture.size, made.mime) == ("JPEG", (80, 40), "image/jpeg")
    assert (made.width, made.height) == (80, 40)
    assert made.name.endswith(".jpg")
    assert Image.open(io.BytesIO(made.thumb)).format == "JPEG"
    red, _, blue = picture.getpixel((5, 20))
    assert red > 180 > 80 > blue


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_place_and_camera_do_not_survive(form):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": gps().tobytes(), "icc_profile": profile}
    if form in ("JPEG", "WEBP", "HEIF"):
        options["xmp"] = b"<x:xmpmeta>SecretPlace</x:xmpmeta>"
    else:
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Author", "SecretPlace")
    content = encoded(two_colours(), form, **options)
    assert b"Secret" in content
    made = read_photo(upload("a", content))
    for kept in (made.content, made.thumb):
        picture = Image.open(io.BytesIO(kept))
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
        assert b"Secret" not in kept
        assert b"Exif" not in kept


@pytest.mark.parametrize(("orientation", "corner"), [(6, (20, 5)), (8, (20, 75)), (3, (75, 20))])
def test_a_photo_is_turned_upright(orientation, corner):
    made = read_photo(upload("a.jpg", encoded(two_colours(), exif=gps(orientation).tobytes())))
    assert (made.width, made.height) == ((40, 80) if orientation in (6, 8) else (80, 40))
    red, _, blue = stored(made).getpixel(corner)
    assert red > 180 > 80 > blue


def test_a_broken_exif_block_is_no_reason_to_refuse():
    assert read_photo(upload("a.jpg", encoded(two_colours(), exif=b"Exif\0\0garbage!"))).width == 80


def test_a_large_photo_is_made_smaller():
    made = read_photo(upload("a.jpg", encoded(two_colours(4000, 1000))))
    assert (made.width, made.height) == (LONGEST_SIDE, 640)
    assert Image.open(io.BytesIO(made.thumb)).width == THUMB_SIDE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_colour_mode_ends_as_rgb(mode):
    picture = Image.new(mode, (30, 30)) if mode == "I;16" else two_colours(30, 30).convert(mode)
    made = read_photo(upload("a", encoded(picture, "JPEG" if mode == "CMYK" else "PNG")))
    assert stored(made).mode == "RGB"


def test_transparency_becomes_white_paper():
    made = read_photo(upload("a.png", encoded(Image.new("RGBA", (30, 30), (0, 0, 0, 0)), "PNG")))
    assert stored(made).getpixel((15, 15)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["WEBP", "PNG"])
def test_of_an_animation_the_first_frame_stays(form):
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "green", "blue")]
    made = read_photo(upload("a", encoded(frames[0], form, save_all=True, append_images=frames[1:])))
    picture = stored(made)
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.getpixel((15, 15))[0] > 200


@pytest.mark.parametrize("tail", [HTML, office(), EXE, b"\0" * 5000])
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_what_hides_behind_a_photo_is_gone(form, tail):
    made = read_photo(upload("a.jpg", encoded(two_colours(), form) + tail))
    for foreign in (b"<script", b"PK\x03\x04", b"MZ\x90"):
        assert foreign not in made.content + made.thumb


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.jpg", HTML),
        ("a.jpg", SVG),
        ("a.gif", encoded(two_colours(), "GIF")),
        ("a.jpg", encoded(two_colours(), "GIF")),
        ("a.bmp", encoded(two_colours(), "BMP")),
        ("a.tiff", encoded(two_colours(), "TIFF")),
        ("a.jpg", EXE),
        ("a.jpg", PDF),
        ("a.jpg", office()),
        ("a.jpg", b"\xff\xd8\xff\xe0" + HTML),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 50),
    ],
)
def test_what_is_not_a_photo_is_refused(name, content):
    error = refusal(read_photo, name, content)
    assert error.code == "photo"
    assert f"“{name}”" in error.messages[0]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_truncated_photo_is_refused(form):
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    content = encoded(noise, form)
    assert refusal(read_photo, "半张.jpg", content[: len(content) // 2]).code == "photo"


def test_an_empty_file_is_refused():
    assert refusal(read_photo, "a.jpg", b"").code == "empty"
    assert refusal(read_document, "a.pdf", b"").code == "empty"


def test_a_file_above_the_limit_is_refused_with_both_figures():
    error = refusal(read_photo, "大.jpg", b"x" * (3 * 1024 * 1024 + 1), size=3 * 1024 * 1024)
    assert error.messages == ["“大.jpg”有 3.0 MB，超过每个 3 MB 的上限，没有添加；请压缩后再试。"]


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (10_000, 9_000), (2**31 - 1, 2**31 - 1)])
def test_a_pixel_bomb_is_refused_before_it_is_decoded(width, height):
    begun = time.perf_counter()
    error = refusal(read_photo, "bomb.png", png_header(width, height))
    assert error.code == "pixels"
    assert "6000 万像素" in error.messages[0]
    assert time.perf_counter() - begun < 1


def test_the_pixel_limit_is_the_callers():
    assert refusal(read_photo, "a.jpg", encoded(two_colours()), pixels=3199).code == "pixels"
    assert read_photo(upload("a.jpg", encoded(two_colours())), Limits(pixels=3200)).width == 80

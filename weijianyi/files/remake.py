"""Makes photos anew, in a process of its own with little memory and time; started as a script, knows nothing of ours.

In: length and most pixels (two 8-byte numbers), then the bytes. Out: a status byte; after OK width, height and two
lengths (8 bytes each), the photo, its thumbnail. Ends when its input ends.
"""

import io
import resource
import struct
import sys

import pillow_heif
from PIL import Image, ImageOps

OK, TOO_LARGE, BROKEN = b"\0", b"\1", b"\2"
ASKED, MADE = struct.Struct(">QQ"), struct.Struct(">QQQQ")
MEMORY = 2 * 1024**3  # of address space; 60 million pixels with transparency take about a third of it
SECONDS = 20  # of processor time for one photo
FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
LONGEST_SIDE, THUMB_SIDE = 2560, 320


class TooLarge(Exception):
    pass


def decode(raw, pixels):
    """Plain upright RGB on white without anything else of the original."""
    with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
        if picture.width * picture.height > pixels:
            raise TooLarge
        if picture.mode in ("1", "P"):  # these would be scaled without smoothing
            picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # decodes; of a large JPEG only what is needed
        return flat(upright(picture))


def upright(picture):
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # an unreadable EXIF block is no reason to refuse a good photo
        return picture


def flat(picture):
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    layer = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    sheet = Image.new("RGB", layer.size, "white")
    sheet.paste(layer, mask=layer if layer.mode == "RGBA" else None)
    return sheet


def jpeg(picture, quality):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def answer(raw, pixels):
    try:
        picture = decode(raw, pixels)
        thumb = picture.copy()
        thumb.thumbnail((THUMB_SIDE, THUMB_SIDE))
        photo, small = jpeg(picture, 85), jpeg(thumb, 80)
    except (TooLarge, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_LARGE
    except Exception:  # the decoders raise some ten kinds for a broken file, and MemoryError
        return BROKEN
    return OK + MADE.pack(picture.width, picture.height, len(photo), len(small)) + photo + small


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_time():
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def main():
    limit()
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    while len(head := inward.read(ASKED.size)) == ASKED.size:
        length, pixels = ASKED.unpack(head)
        Image.MAX_IMAGE_PIXELS = pixels  # Pillow's own alarm, before our check of the header is reached
        allow_time()
        outward.write(answer(inward.read(length), pixels))
        outward.flush()


if __name__ == "__main__":
    # thumbnails=False: a HEIC may carry a thumbnail that shows something else than the picture.
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    main()

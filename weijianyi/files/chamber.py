"""The process that decodes photos, kept for some of them: what it dies of reaches nobody else."""

import atexit
import os
import subprocess
import sys
import threading
from pathlib import Path

from . import remake

SCRIPT = Path(remake.__file__)
SECONDS = 40  # by the clock on the wall, its start included
SERVES = 50  # photos, then a fresh one: memory that was lost comes back
# One at a time: a photo may take some 250 MB, several members sending at once must queue, not add up.
_lock = threading.Lock()
_held = {"process": None, "owner": 0, "served": 0}


class TooLarge(Exception):
    """More pixels than allowed."""


class Broken(Exception):
    """No photo, or one that takes more memory or time than any real one."""


def photo(raw, pixels):
    """(width, height, photo, thumbnail) of these bytes; raises TooLarge or Broken."""
    with _lock:
        process = _process()
        alarm = threading.Timer(SECONDS, process.kill)
        alarm.start()
        try:
            process.stdin.write(remake.ASKED.pack(len(raw), pixels) + raw)
            process.stdin.flush()
            return _answer(process.stdout)
        except (OSError, EOFError) as error:  # it was killed: too long, too much, or by what it read
            _end()
            raise Broken from error
        finally:
            alarm.cancel()


def _answer(outward):
    status = _exactly(outward, 1)
    if status == remake.TOO_LARGE:
        raise TooLarge
    if status == remake.BROKEN:
        raise Broken
    if status != remake.OK:
        raise EOFError
    width, height, photo_size, thumb_size = remake.MADE.unpack(_exactly(outward, remake.MADE.size))
    return width, height, _exactly(outward, photo_size), _exactly(outward, thumb_size)


def _exactly(outward, size):
    found = outward.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _process():
    """The one that runs, unless it is worn out, dead, or belongs to the process we were forked from."""
    held = _held["process"]
    mine = held is not None and _held["owner"] == os.getpid()
    if not mine or held.poll() is not None or _held["served"] >= SERVES:
        if mine:
            _end()
        _held.update(process=_start(), owner=os.getpid(), served=0)
    _held["served"] += 1
    return _held["process"]


def _start():
    quiet = {"MALLOC_ARENA_MAX": "2", "PATH": os.environ.get("PATH", "")}  # none of our settings and secrets
    return subprocess.Popen(  # noqa: S603  our own script
        [sys.executable, "-I", str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=quiet,
    )  # fmt: skip


@atexit.register
def _end():
    held = _held["process"]
    if held is not None and _held["owner"] == os.getpid():
        held.kill()
        held.wait()
        for pipe in (held.stdin, held.stdout):
            try:
                pipe.close()
            except OSError:  # what was still to be written to it
                continue
    _held["process"] = None

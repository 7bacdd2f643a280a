"""Photos are decoded in a process with little memory and time; whatever it dies of, the next photo is read."""

import io
import zipfile

import pytest

from tests.weijianyi.files.making import encoded, office, refusal, two_colours, upload
from weijianyi.files import chamber
from weijianyi.files.receive import read_document, read_photo


@pytest.fixture
def fresh():
    chamber._end()
    yield
    chamber._end()


def good():
    return read_photo(upload("a.jpg", encoded(two_colours()))).width == 80


def test_it_has_limits_and_none_of_our_environment(fresh, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    assert good()
    pid = chamber._held["process"].pid
    with open(f"/proc/{pid}/limits") as limits, open(f"/proc/{pid}/environ") as environment:
        rows = {line[:26].strip(): line[26:].split() for line in limits}
        assert "geheim" not in environment.read()
    assert rows["Max address space"][0] == str(2 * 1024**3)
    assert rows["Max file size"][0] == "0"
    assert int(rows["Max cpu time"][0]) < 60


def test_one_process_serves_many_and_a_killed_one_is_replaced(fresh):
    assert good()
    first = chamber._held["process"]
    assert good()
    assert chamber._held["process"] is first
    first.kill()
    first.wait()
    assert good()
    assert chamber._held["process"] is not first


def test_worn_out_it_gives_way(fresh, monkeypatch):
    monkeypatch.setattr(chamber, "SERVES", 1)
    assert good()
    first = chamber._held["process"]
    assert good()
    assert chamber._held["process"] is not first


@pytest.mark.parametrize(
    "does", ["import time; time.sleep(60)", "import sys; sys.exit(1)", "print('x' * 10)"]
)
def test_one_that_hangs_dies_or_babbles_costs_only_its_photo(fresh, monkeypatch, tmp_path, does):
    script = tmp_path / "hangs.py"
    script.write_text(does)
    with monkeypatch.context() as patch:
        patch.setattr(chamber, "SCRIPT", script)
        patch.setattr(chamber, "SECONDS", 0.5)
        assert refusal(read_photo, "a.jpg", encoded(two_colours())).code == "photo"
    assert good()


NAMED = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>方案</dc:title><dc:creator>张三</dc:creator>'
    "<cp:lastModifiedBy>李四</cp:lastModifiedBy></cp:coreProperties>"
)


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_who_wrote_a_document_is_taken_out_of_it(suffix):
    raw = office(
        suffix, extra=[("docProps/core.xml", NAMED), ("docProps/app.xml", "<a><Company>某公司</Company></a>")]
    )
    made = read_document(upload(f"方案.{suffix}", raw))
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive, zipfile.ZipFile(io.BytesIO(raw)) as before:
        assert archive.namelist() == before.namelist()
        told = archive.read("docProps/core.xml").decode() + archive.read("docProps/app.xml").decode()
        assert all(archive.read(n) == before.read(n) for n in before.namelist() if "docProps" not in n)
    assert "方案" in told
    assert not [name for name in ("张三", "李四", "某公司") if name in told]


def test_a_signed_document_stays_as_it_is():
    raw = office("docx", extra=[("docProps/core.xml", NAMED), ("_xmlsignatures/sig1.xml", "<s/>")])
    assert read_document(upload("a.docx", raw)).content == raw

"""Evidence of a reply: the unit and the office at once, its readers with the reply, round by round."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import world as w
from tests.weijianyi.files.making import fetch
from weijianyi.files import keeping
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
DISSATISFIED = {"work": "satisfied", "result": "dissatisfied", "comment": "只剪了一半，阳台仍被遮挡。"}


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def status(world, client):
    def ask(name, attachment):
        client.force_login(world[name].user)
        return fetch(client, f"/files/{attachment.slug}/").status_code

    return ask


def photo(world, desk, purpose="after"):
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(data, "JPEG")
    upload = SimpleUploadedFile("现场.jpg", data.getvalue(), "image/jpeg")
    return keeping.attach(desk, upload, kind="photo", actor=world["handler"], purpose=purpose)


def test_evidence_is_open_with_the_reply_not_before(world, status):
    desk = world.working()
    evidence = photo(world, desk)
    assert [status(n, evidence) for n in ("handler", "staff", "member", "handler2")] == [200, 403, 403, 404]
    world.released(desk)
    assert [status(n, evidence) for n in ("member", "member2", "leader", "handler2")] == [200, 200, 200, 404]


def test_in_a_redo_the_round_before_stays_open_and_the_new_one_closed(world, status):
    desk = world.working()
    first = photo(world, desk)
    desk = perform(world.released(desk), "rate", actor=world["member"], **DISSATISFIED)
    desk = perform(desk, "grant_redo", actor=world["staff"])
    second = photo(world, desk)
    assert [status("member", a) for a in (first, second)] == [200, 403]

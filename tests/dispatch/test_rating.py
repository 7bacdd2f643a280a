"""The verdict: own account only, nothing preselected, ten seconds to take it back, never 满意 by the clock."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from dispatch.desks import jobs
from dispatch.models import Assignment, Rating
from members import proof
from suggestions.models import Authorship, Item
from tests import situations as s
from tests import world as w
from weijianyi.clock.models import Deadline
from weijianyi.files.models import Attachment
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
GOOD = {"work": "satisfied", "result": "mostly"}


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def signed_in(client, world):
    """signed_in("member") is a client whose password was just given; `ago` lets that be longer ago."""

    def enter(name, ago=0):
        client.force_login(world[name].user)
        session = client.session
        session[proof.KEY] = timezone.now().timestamp() - ago
        session.save()
        return client

    return enter


def url(desk, tail=""):
    return f"/desks/{desk.slug}/rate/{tail}"


def photo():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile("评价表.jpg", out.getvalue(), "image/jpeg")


def test_nothing_is_preselected_and_the_last_day_is_said(world, signed_in):
    desk = world.released()
    page = signed_in("member").get(url(desk)).content.decode()
    assert "checked" not in page
    due = Deadline.objects.get(code="rate").due_on
    assert f"{due.month}月{due.day}日" in page
    assert "未表态" in page


def test_a_verdict_is_given_once_and_thanked_for(world, signed_in):
    desk = world.released()
    client = signed_in("member")
    form = GOOD | {"key": "k" * 32, "version": desk.version, "post": world["member"].post.pk}
    answer = client.post(url(desk), form, follow=True)
    assert answer.redirect_chain == [(url(desk), 302)]
    assert "谢谢您的评价" in answer.content.decode()
    assert "撤销" in answer.content.decode()
    assert "评价已齐" in answer.content.decode(), "nobody else is waited for"
    assert sorted(Rating.objects.values_list("dimension", "grade")) == [
        ("result", "mostly"),
        ("work", "satisfied"),
    ]
    again = client.post(url(desk), form)
    assert (again.status_code, Rating.objects.count()) == (302, 2), "the double click shows the first result"
    assert client.post(url(desk), GOOD).status_code == 422
    assert Rating.objects.count() == 2


def test_dissatisfied_says_why_and_everything_typed_stays(world, signed_in):
    desk = world.released()
    answer = signed_in("member").post(url(desk), GOOD | {"result": "dissatisfied", "comment": "没办好"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写明哪里不满意" in page
    assert "没办好</textarea>" in page
    assert page.count("checked") == 2
    assert not Rating.objects.exists()


def test_dissatisfied_asks_for_a_redo_and_says_who_decides_until_when(world, signed_in):
    desk = world.released()
    words = {"result": "dissatisfied", "comment": "枝条只剪了一半，阳台仍被遮挡。"}
    page = signed_in("member").post(url(desk), GOOD | words, follow=True).content.decode()
    assert "提案委" in page
    assert "决定是否请城管局重办" in page
    assert Assignment.objects.get(pk=desk.pk).open_redo is not None


@pytest.mark.parametrize("who", ["member2", "staff", "handler", "leader", "operator"])
def test_nobody_else_rates(world, signed_in, who):
    desk = world.released()
    answer = signed_in(who).post(url(desk), GOOD)
    assert answer.status_code in (403, 404)
    assert not Rating.objects.exists()


def test_an_author_in_conflict_does_not_rate(world, signed_in):
    desk = world.released()
    Authorship.objects.update(conflicted=True)
    assert signed_in("member").post(url(desk), GOOD).status_code == 403


def test_after_twelve_hours_the_password_is_asked_again_and_the_text_stays(world, signed_in):
    desk = world.released()
    client = signed_in("member", ago=13 * 3600)
    assert 'name="password"' in client.get(url(desk)).content.decode()
    typed = GOOD | {"comment": "谢谢城管局的同志"}
    for wrong in ({}, {"password": "nein"}):
        answer = client.post(url(desk), typed | wrong)
        assert answer.status_code == 422
        assert "谢谢城管局的同志" in answer.content.decode()
        assert not Rating.objects.exists()
    assert client.post(url(desk), typed | {"password": "demo"}).status_code == 302
    assert Rating.objects.count() == 2
    assert (
        'name="password"'
        not in client.get(
            url(world.released(world.working(world.dispatched(world.submitted(title="又一件")))))
        ).content.decode()
    )


def test_wrong_passwords_here_count_towards_the_lock(world, signed_in, settings):
    settings.AXES_ENABLED = True
    desk = world.released()
    client = signed_in("member", ago=13 * 3600)
    answers = [client.post(url(desk), GOOD | {"password": f"nein{n}"}).status_code for n in range(6)]
    assert answers[0] == 422
    assert answers[-1] == 429
    assert client.post(url(desk), GOOD | {"password": "demo"}).status_code == 429


def test_taken_back_within_ten_seconds_and_not_later(world, signed_in, time_machine):
    desk = world.released()
    client = signed_in("member")
    client.post(url(desk), GOOD)
    assert client.post(url(desk, "back/")).url == url(desk)
    assert not Rating.objects.filter(voided_at=None).exists()
    client.post(url(desk), GOOD)
    time_machine.move_to(timezone.now() + timedelta(seconds=11))
    assert "撤销（" not in client.get(url(desk)).content.decode()
    page = client.post(url(desk, "back/"), follow=True).content.decode()
    assert "超过 10 秒" in page
    assert Rating.objects.filter(voided_at=None).count() == 2


def test_a_closed_window_explains_its_date(world, signed_in):
    desk = s.closed_by_lapse(world)
    page = signed_in("member").get(url(desk)).content.decode()
    assert "评价期已经结束" in page
    assert "未表态" in page
    assert 'form class="stack-l"' not in page
    assert signed_in("member").post(url(desk), GOOD).status_code == 409


def test_a_paper_form_needs_its_scan_and_is_counted_apart(world, signed_in):
    desk = world.released()
    author = desk.item.authorships.get()
    client = signed_in("staff")
    form = GOOD | {"authorship": author.pk, "happened_on": timezone.localdate().isoformat(), "key": "p" * 32}
    bare = client.post(url(desk, "paper/"), form)
    assert (bare.status_code, Rating.objects.count()) == (422, 0)
    assert "请附上委员签名的评价表" in bare.content.decode()
    assert client.post(url(desk, "paper/"), form | {"scan_photos": photo()}).status_code == 302
    assert set(Rating.objects.values_list("channel", "entered_by")) == {("paper", world["staff"].post.pk)}
    scan = Attachment.objects.get()
    assert b"".join(client.get(f"/files/{scan.slug}/").streaming_content).startswith(b"\xff\xd8")
    for who in ("handler", "unitlead", "supervisor"):
        assert signed_in(who).get(f"/files/{scan.slug}/").status_code == 404, who
    client = signed_in("staff")
    assert client.post(url(desk, "paper/"), form | {"scan_photos": photo()}).status_code == 302
    assert (Rating.objects.count(), Attachment.objects.count()) == (2, 1), (
        "the double click enters nothing twice"
    )


def test_the_paper_form_is_the_office_s_and_never_from_the_future(world, signed_in):
    desk = world.released()
    assert signed_in("member").get(url(desk, "paper/")).status_code == 403
    assert signed_in("handler").get(url(desk, "paper/")).status_code == 403
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    form = GOOD | {
        "authorship": desk.item.authorships.get().pk,
        "happened_on": tomorrow,
        "scan_photos": photo(),
    }
    answer = signed_in("staff").post(url(desk, "paper/"), form)
    assert answer.status_code == 422
    assert "日期不能晚于今天" in answer.content.decode()


# -- the job ------------------------------------------------------------------------------------------


def run(after=0, **options):
    now = timezone.now() + timedelta(seconds=after)
    return jobs.close_ratings(timezone.localdate(now), now=now, **options)


def state(desk):
    desk = Assignment.objects.get(pk=desk.pk)
    return desk.state, Item.objects.get(pk=desk.item_id).state, desk.lapsed_at is not None


def test_a_rated_desk_closes_after_the_ten_seconds(world):
    desk = world.rated()
    assert run(after=5) == []
    assert state(desk) == ("released", "answered", False)
    assert len(run(after=11, dry_run=True)) == 1
    assert state(desk) == ("released", "answered", False)
    run(after=11)
    assert state(desk) == ("done", "closed", False)
    assert run(after=12) == [], "safe to run twice"


def co_author(world, item):
    return Authorship.objects.create(
        item=item, member=world["member2"].post.member, name="member2", order=1, signed_at=timezone.now()
    )


def test_it_waits_for_every_rater_until_the_window_ends(world):
    item = world.submitted()
    co_author(world, item)
    desk = world.released(world.working(world.dispatched(item)))
    world.rated(desk)
    assert run(after=60) == []
    window = Deadline.objects.get(code="rate")
    over = (window.due_at - timezone.now()).total_seconds() + 60
    assert len(run(after=over)) == 1
    assert state(desk) == ("done", "closed", False), "one verdict is enough not to be 未表态"


def test_the_thanks_say_whether_others_are_waited_for(world, signed_in):
    item = world.submitted()
    co_author(world, item)
    desk = world.released(world.working(world.dispatched(item)))
    world.rated(desk)
    page = signed_in("member").get(url(desk)).content.decode()
    assert "其他署名委员都评价后" in page
    assert "评价已齐" not in page


def test_without_any_verdict_it_lapses_as_no_view_and_writes_no_row(world):
    desk = world.released()
    assert run(after=60) == []
    window = Deadline.objects.get(code="rate")
    run(after=(window.due_at - timezone.now()).total_seconds() + 60)
    assert state(desk) == ("done", "closed", True)
    assert not Rating.objects.exists()


def test_the_window_stands_still_while_a_redo_is_decided(world):
    desk = s.redo_asked(world)
    assert run(after=90 * 24 * 3600) == []
    assert state(desk)[0] == "released"


def test_a_verdict_taken_back_does_not_close(world):
    desk = world.rated()
    perform(desk, "take_back_rating", actor=world["member"])
    assert run(after=60) == []


def test_a_raters_conflict_leaves_nobody_to_wait_for_but_the_office_records_it(world):
    desk = world.released()
    Authorship.objects.update(conflicted=True)
    assert run(after=60) == []
    assert state(desk)[0] == "released"


def test_a_desk_of_an_item_passed_in_is_rated_at_home(world):
    desk = world.released()
    source = world.submitted(title="上级下转的原件")
    from suggestions.models import ItemLink  # noqa: PLC0415

    ItemLink.objects.create(
        from_item=source, to_item=desk.item, kind="passed_down", organisation=world.city, source_state="accepted",
        offered_at=timezone.now(),
    )  # fmt: skip
    window = Deadline.objects.get(code="rate")
    assert run(after=(window.due_at - timezone.now()).total_seconds() + 60) == []

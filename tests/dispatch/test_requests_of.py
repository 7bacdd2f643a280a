"""The advice is cut into its numbered requests, by its own marks or by hand."""

import pytest

from dispatch.desks.requests_of import split
from suggestions import drafting
from tests import world
from weijianyi.workflow import Forbidden, perform


@pytest.mark.parametrize(("advice", "requests"), [
    ("一、增设托育点。\n二、给予补贴。", ["增设托育点。", "给予补贴。"]),
    ("（一）增设托育点。\n（二）给予补贴。", ["增设托育点。", "给予补贴。"]),
    ("1.增设托育点。\n2. 给予补贴。", ["增设托育点。", "给予补贴。"]),
    ("1、增设托育点。\n\n  2、给予补贴。", ["增设托育点。", "给予补贴。"]),
    ("(1) 增设托育点。\n（2）给予补贴。", ["增设托育点。", "给予补贴。"]),
    ("现提出以下建议：\n一、增设托育点。\n二、给予补贴。", ["增设托育点。", "给予补贴。"]),
    ("一、增设托育点。\n1. 用闲置校舍。\n2. 用社区用房。\n二、给予补贴。",
     ["增设托育点。\n1. 用闲置校舍。\n2. 用社区用房。", "给予补贴。"]),
    ("请增设托育点，\n并给予补贴。", ["请增设托育点，\n并给予补贴。"]),
    ("一、只有一条也写了序号。", ["一、只有一条也写了序号。"]),
    ("1.5 公里内设一处。\n2.5 公里内设两处。", ["1.5 公里内设一处。\n2.5 公里内设两处。"]),
    ("一般来说应当增设。\n三是给予补贴。", ["一般来说应当增设。\n三是给予补贴。"]),
    ("", []),
])  # fmt: skip
def test_an_advice_is_cut_at_its_widest_marks(advice, requests):
    assert split(advice) == requests


@pytest.mark.django_db
def test_the_author_divides_the_text_before_submission_and_the_office_may_change_it(client):
    w = world.build()
    client.force_login(w["member"].user)
    item = w.draft()
    form = client.get(f"/items/{item.slug}/edit/").context["form"]
    words = {name: getattr(value, "pk", value) or "" for name, value in form.initial.items()}
    sent = {**words, "then": "divide", "version": item.version, "post": w["member"].post.pk}
    page = client.post(f"/items/{item.slug}/edit/", sent).url
    assert page.startswith(f"/steps/item/{item.slug}/divide/?next=")
    facts = {"texts": "修剪大树。\n\n排查周边同类树木。", "post": w["member"].post.pk}
    assert client.post(page, facts).url == f"/items/{item.slug}/edit/"
    assert "1. 修剪大树。\n2. 排查周边同类树木。" in client.get(f"/items/{item.slug}/check/").content.decode()
    item = perform(item, "submit", actor=w["member"], declared=True)
    with pytest.raises(Forbidden):
        perform(item, "divide", actor=w["member"], texts=["别的。"])
    client.force_login(w["staff"].user)
    assert "建议条目（逐条答复）" in client.get(item.get_absolute_url()).content.decode()
    desk = w.dispatched(item)
    assert [r.text for r in desk.item.requests.all()] == ["修剪大树。", "排查周边同类树木。"], (
        "kept at the hand-out"
    )
    perform(item, "divide", actor=w["staff"], texts=["修剪大树并排查。", "公布结果。"])
    assert [r.text for r in desk.item.requests.all()] == ["修剪大树并排查。", "公布结果。"]


@pytest.mark.django_db
def test_a_divided_draft_may_be_rewritten_as_another_kind_and_thrown_away(client):
    w = world.build()
    draft = perform(w.draft(), "divide", actor=w["member"], texts=["甲。", "乙。"])
    other = drafting.switch(draft, "proposal", actor=w["member"])
    assert [r.text for r in other.requests.all()] == ["甲。", "乙。"]
    client.force_login(w["member"].user)
    client.post(f"/items/{other.slug}/discard/", {"post": w["member"].post.pk})
    assert not type(other).objects.filter(pk=other.pk).exists()

"""半年评比: the head strikes and adds with a reason before the decision; page and bulletin say it; then it stands."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from dispatch.bulletins import reading
from dispatch.excellence import half_results
from dispatch.models import HalfAppraisal
from tests import bulletined
from tests.bulletined import entered, text_of
from tests.figure_rows import Rows
from tests.world import welcomed
from weijianyi.audit.models import Event
from weijianyi.workflow import BadFacts, Forbidden, NotNow, perform

pytestmark = pytest.mark.django_db
UNIT, NOW = "best_units", timezone.now()


@pytest.fixture
def w():
    found = welcomed()
    rows = Rows(found)
    for name in ("城管局", "交通局"):
        rows.unit = found.departments[name]
        items = rows.items(
            3, state="closed", submitted_at=NOW, accepted_at=NOW, dispatched_at=NOW, closed_at=NOW
        )
        rows.desks(items, state="done", offered_at=NOW, answered_at=NOW, released_at=NOW, done_at=NOW)
    return found


def who(w, name):
    return f"unit-{w.departments[name].pk}"


def test_struck_and_added_with_a_reason_on_the_page_and_in_the_bulletins_table(w):
    half = bulletined.half(
        w, timezone.localdate().year, 1
    )  # the drafted half of these tests begins in January
    strike = {"who": who(w, "城管局"), "reason": "发生安全事故，一票否决。"}
    with pytest.raises(Forbidden):
        perform(half, "strike", actor=w["staff"], **strike)
    half = perform(half, "strike", actor=w["head"], **strike)
    half = perform(half, "add", actor=w["head"], who=who(w, "住建局"), reason="牵头办理重点提案。")
    with pytest.raises(BadFacts, match="已经调整过"):
        perform(half, "strike", actor=w["head"], **strike)
    assert Event.objects.of_thread(half.thread).filter(note="城管局：发生安全事故，一票否决。").exists()
    days = bulletined.drafted(w, kind="half")
    table = days.figures["tables"][UNIT]
    assert [(row["name"], row["place"]) for row in table["rows"]] == [("交通局", 1), ("住建局", None)]
    lines = {part["section"].code: part["tables"] for part in reading.parts(days)}["results"][0]
    assert lines["lines"][-1][:2] == ["—", "城管局"]
    assert "划去：发生安全事故，一票否决。（head）" in lines["lines"][-1][-1]
    public = {part["section"].code: part["tables"] for part in reading.parts(days, public=True)}["results"][0]
    assert "城管局" not in [line[0] for line in public["lines"]]
    page = text_of(entered(w, "leader").get(half.get_absolute_url()))
    assert "划去半年评比候选" in page
    half = perform(half, "restore", actor=w["head"], who=who(w, "城管局"), reason="查实与本单位无关。")
    assert not half.changes.filter(ended_at=None, added=False).exists()


def test_the_office_begins_it_and_the_head_changes_it_on_the_page(w):
    today = timezone.localdate()
    address = f"/excellence/half/?half={today.year}-{1 if today.month < 7 else 2}"
    staff, head = entered(w, "staff"), entered(w, "head")
    assert "建立评比" in text_of(staff.get(address))
    staff.post("/excellence/half/open/", {})
    half = HalfAppraisal.objects.get()
    page = text_of(head.get(f"/steps/half/{half.slug}/strike/"))
    assert "城管局" in page
    assert "住建局" not in page
    asked = {"who": who(w, "交通局"), "reason": "一票否决。", "version": half.version}
    head.post(f"/steps/half/{half.slug}/strike/", asked)
    assert "一票否决。" in text_of(head.get(address))
    assert head.get(f"/steps/half/{half.slug}/add/").status_code == 200
    assert "交通局" in text_of(head.get(f"/steps/half/{half.slug}/restore/"))


def test_what_is_decided_stands_and_an_issued_bulletin_ends_it(w):
    today = timezone.localdate()
    running = bulletined.half(w)
    with pytest.raises(NotNow, match="还没有结束"):
        perform(running, "decide", actor=w["head"])
    half = bulletined.half(w, today.year - 1, 1)
    half = perform(half, "add", actor=w["head"], who=who(w, "住建局"), reason="抢险有功。")
    half = perform(half, "decide", actor=w["leader"])
    with pytest.raises(NotNow):
        perform(half, "strike", actor=w["head"], who=who(w, "住建局"), reason="改主意。")
    assert [row["name"] for row in half.results[UNIT]["rows"]] == ["住建局"]
    half = perform(half, "reopen", actor=w["head"], reason="名单有误。")
    assert half.results == {}
    if today.month > 6:
        bulletined.issued(w, kind="half")
        first = bulletined.half(w, today.year, 1)
        with pytest.raises(NotNow, match="已经印发"):
            perform(first, "add", actor=w["head"], who=who(w, "住建局"), reason="晚了。")


def test_nobody_of_another_organisation_is_added(w):
    half = bulletined.half(w)
    with pytest.raises((BadFacts, ValidationError), match="没有这个单位或委员"):
        perform(half, "add", actor=w["head"], who="unit-99999", reason="不存在。")


def test_without_an_appraisal_the_rule_stands_alone(w):
    table = half_results.table(w["staff"], bulletined.period(w), UNIT)
    assert {row["name"] for row in table["rows"]} == {"城管局", "交通局"}
    assert table["struck"] == []

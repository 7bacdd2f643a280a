"""Writing a proposal: the task list, one section at a time, kept from the first words to the number."""

import pytest
from django.conf import settings
from django.urls import reverse

from members.models import Collective
from suggestions.models import Item, Proposal
from tests import world as w
from tests.suggestions.test_compose import entry, hidden
from tests.weijianyi.files import making
from weijianyi.files.models import Attachment
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import perform

pytestmark = pytest.mark.django_db
NEW = "/items/new/proposal/"
TITLE = "关于加强老旧小区电梯维护的建议"


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def sign_in(client, world):
    def into(name="member"):
        client.force_login(world[name].user)
        return client

    return into


def begin(client, **more):
    client.post(NEW, {"title": TITLE, "draft": "abcdefghjkmn"} | more)
    return Item.objects.latest("pk")


def section(item, name):
    return reverse("proposal-section", args=[item.slug, name])


def write(client, item, name, **fields):
    item.refresh_from_db()
    return client.post(section(item, name), {"version": item.version, "then": "next"} | fields)


def wishes(**more):
    return {"category": entry("category", "city"), "open_consent": "yes", "wished_unit": "市住建局"} | more


def written(client):
    item = begin(client)
    write(client, item, "situation", situation="全市有老旧小区电梯 1200 台。")
    write(client, item, "advice", advice="请市住建局建立维护基金。")
    write(client, item, "wishes", **wishes(wished_assist="市市场监管局、市财政局"))
    item.refresh_from_db()
    return item


def tasks(client, item):
    return client.get(reverse("item-edit", args=[item.slug])).content.decode()


# -- from the first words to the number ------------------------------------------------------------
def test_the_first_words_begin_the_draft_and_every_section_leads_to_the_next(sign_in, world):
    client = sign_in()
    assert client.get(NEW).status_code == 200
    assert not Item.objects.exists(), "GET changes nothing"
    answer = client.post(NEW, {"title": TITLE, "draft": "abcdefghjkmn"})
    item = Item.objects.get()
    assert answer["Location"] == section(item, "situation")
    assert (item.kind, item.title, item.slug) == ("proposal", TITLE, "abcdefghjkmn")
    assert write(client, item, "situation", situation="情况。")["Location"] == section(item, "analysis")
    answer = write(client, item, "wishes", **wishes())
    assert answer["Location"] == reverse("item-edit", args=[item.slug]), "the last one leads to the list"
    client.post(NEW, {"title": TITLE, "draft": "abcdefghjkmn"})
    assert Item.objects.count() == 1, "a second click is no second draft"


def test_the_list_says_of_each_section_how_it_stands(sign_in, world):
    client = sign_in()
    item = begin(client)
    page = tasks(client, item)
    assert page.count("未填写") == 5, "everything but the title"
    assert "接着写：情况" in page
    assert "现在等<b>您</b>办理" in page
    write(client, item, "title", title="长" * 51, then="list")
    page = tasks(client, item)
    assert "要修改" in page
    assert "案由最多 50 字，现在 51 字。" in page
    write(client, item, "title", title=TITLE)
    item = written(client)
    assert "还没有登记调研情况" in client.get(reverse("item-check", args=[item.slug])).content.decode()
    world.research(item)
    page = tasks(client, item)
    assert "可以提交" in page
    assert "接着写" not in page


def test_everything_is_checked_once_more_and_handed_in(sign_in, world):
    client = sign_in()
    item = written(client)
    world.research(item)
    check = reverse("item-check", args=[item.slug])
    page = client.get(check)
    text = page.content.decode()
    for said in (TITLE, "1200 台", "维护基金", "市住建局", "市市场监管局、市财政局", "内容属实、已调研"):
        assert said in text
    assert f'href="{section(item, "advice")}#id_advice"' in text
    facts = {"version": hidden(page, "version"), "key": hidden(page, "key")}
    assert "请确认内容属实、已调研" in client.post(check, facts).content.decode()
    answer = client.post(check, facts | {"declared": "on"})
    assert "流水号 1" in client.get(answer["Location"]).content.decode()
    assert Item.objects.get().state == "submitted"


def test_what_is_missing_leads_to_its_section(sign_in):
    client = sign_in()
    item = begin(client)
    page = client.get(reverse("item-check", args=[item.slug])).content.decode()
    assert f"{section(item, 'advice')}#id_advice" in page
    assert "请填写“建议”。" in page
    assert 'name="declared"' not in page


# -- each section by itself ------------------------------------------------------------------------
def test_a_section_touches_nothing_but_itself(sign_in):
    client = sign_in()
    item = written(client)
    write(client, item, "analysis", analysis="资金没有来源。", then="list")
    item.refresh_from_db()
    assert (item.title, item.situation) == (TITLE, "全市有老旧小区电梯 1200 台。")
    assert item.proposal_facts.wished_assist == "市市场监管局、市财政局"


def test_pasted_text_is_cleaned_on_the_server(sign_in):
    client = sign_in()
    item = begin(client)
    write(client, item, "situation", situation=" 一\r\n二\u200b\x07𠮷\u202e ")
    item.refresh_from_db()
    assert item.situation == "一\n二𠮷"


def test_an_empty_section_is_said_but_may_be_left_for_later(sign_in):
    client = sign_in()
    item = begin(client)
    page = write(client, item, "advice", advice="")
    assert page.status_code == 422
    assert page.content.decode().count("请填写“建议”。") == 2
    assert write(client, item, "advice", advice="", then="list").status_code == 302
    assert write(client, item, "analysis", analysis="").status_code == 302, "optional"


def test_the_length_of_the_whole_text_is_a_setting_counted_over_all_sections(sign_in, world):
    Setting.objects.create(
        organisation=world.city, key="proposal_body_max", value=100, valid_from="2020-01-01", basis="试"
    )
    client = sign_in()
    item = begin(client)
    write(client, item, "situation", situation="字" * 70)
    page = client.get(section(item, "advice")).content.decode()
    assert 'data-count="30"' in page
    assert "其他部分已写 70 字" in page
    page = write(client, item, "advice", advice="字" * 40)
    assert page.status_code == 422
    assert "正文最多 100 字，现在 110 字。" in page.content.decode()
    item.refresh_from_db()
    assert len(item.advice) == 40, "kept as a draft all the same"


def test_not_open_needs_a_reason(sign_in):
    client = sign_in()
    item = begin(client)
    page = write(client, item, "wishes", **wishes(open_consent="no"))
    assert "不公开的，请写一句原因。" in page.content.decode()
    assert (
        write(client, item, "wishes", **wishes(open_consent="no", closed_reason="涉及个人")).status_code
        == 302
    )


def test_edits_from_two_devices_are_shown_side_by_side(sign_in):
    client = sign_in()
    item = begin(client)
    client.post(section(item, "advice"), {"advice": "手机上写的。", "version": "0"})
    late = {"advice": "电脑上写的。", "version": "0", "section": "advice"}
    assert client.post(reverse("item-autosave", args=[item.slug]), late).status_code == 409
    page = client.post(section(item, "advice"), late)
    assert page.status_code == 409
    assert "手机上写的。" in page.content.decode()
    client.post(section(item, "advice"), late | {"version": hidden(page, "version")})
    item.refresh_from_db()
    assert item.advice == "电脑上写的。"


def test_autosave_keeps_one_section(sign_in):
    client = sign_in()
    item = written(client)
    facts = {"section": "advice", "advice": "自动存的建议。", "version": item.version}
    answer = client.post(reverse("item-autosave", args=[item.slug]), facts).json()
    assert answer["page"] == section(item, "advice")
    item.refresh_from_db()
    assert (item.advice, item.version) == ("自动存的建议。", answer["version"])
    assert item.situation
    assert client.post(reverse("item-autosave", args=[item.slug]), {"version": "9"}).status_code == 404


def test_text_typed_before_the_session_ended_comes_back(sign_in, client):
    item = begin(sign_in())
    page = client.get(section(item, "advice"))
    fields = {"advice": "写了很久的建议。", "version": "0", "post": hidden(page, "post")}
    client.cookies.pop(settings.SESSION_COOKIE_NAME)
    client.post(section(item, "advice"), fields)
    client.login(username="member", password="demo")
    text = client.get(section(item, "advice")).content.decode()
    assert "写了很久的建议。" in text
    assert "登录已过期" in text


def test_attachments_belong_to_their_section(sign_in):
    client = sign_in()
    item = begin(client)
    write(client, item, "authors", documents=[making.pdf()])
    assert Attachment.objects.of(item).count() == 1
    assert "附件 1 个" in tasks(client, item)


def test_a_draft_is_nobody_elses_and_an_unknown_section_is_not_found(sign_in, world):
    item = begin(sign_in())
    client = sign_in("member2")
    assert client.get(section(item, "advice")).status_code == 404
    assert client.get(reverse("item-edit", args=[item.slug])).status_code == 404
    assert sign_in().get(section(item, "nonsense")).status_code == 404


def test_what_was_handed_in_is_written_no_more(sign_in, world):
    item = world.proposal()
    assert sign_in().get(section(item, "advice")).status_code == 409
    item = perform(item, "send_back", actor=world["staff"], opinion="请补数据。")
    page = tasks(sign_in(), item)
    assert "请补数据。" in page
    assert write(sign_in(), item, "advice", advice="补了数据。").status_code == 302


# -- other kinds, collectives, the office ------------------------------------------------------------
def test_another_kind_and_back_with_all_the_words(sign_in, world):
    client = sign_in()
    answer = client.post("/items/new/suggestion/", {"title": TITLE, "situation": "情况", "then": "proposal"})
    item = Item.objects.get()
    assert item.kind == "proposal"
    assert "要写的部分" in client.get(answer["Location"]).content.decode()
    client.post(reverse("item-edit", args=[item.slug]), {"then": "report"})
    assert (Item.objects.get().kind, Item.objects.get().situation) == ("report", "情况")
    client.post(NEW, {"title": "另一件", "then": "suggestion", "draft": "bcdefghjkmna"})
    assert Item.objects.get(title="另一件").kind == "suggestion"


def test_an_operator_writes_for_the_collective_and_both_are_named(sign_in, world):
    client = sign_in("operator")
    item = written(client)
    world.research(item, by="operator")
    assert item.first_author.collective == world.sector
    check = client.get(reverse("item-check", args=[item.slug]))
    assert "经办人：operator" in check.content.decode()
    facts = {"version": hidden(check, "version"), "declared": "on"}
    sent = client.get(client.post(reverse("item-check", args=[item.slug]), facts)["Location"])
    assert "提案者：医卫界，经办人：operator" in sent.content.decode()
    assert "经办人：operator" in sign_in("staff").get(item.get_absolute_url()).content.decode()
    assert Proposal.objects.get().proposal_facts.proposer_type == "sector"


def test_the_office_enters_for_a_member_or_a_collective(sign_in, world):
    client = sign_in("staff")
    page = client.post(NEW, {"title": TITLE, "entered_from": "来信"})
    assert "请选择一位委员，或者一个集体。" in page.content.decode()
    both = {
        "member": world["member"].post.member.pk,
        "collective": world.committee.pk,
        "entered_from": "来信",
    }
    assert client.post(NEW, {"title": TITLE} | both).status_code == 422
    item = begin(client, collective=world.committee.pk, entered_from="来信")
    assert (item.first_author.collective, item.entered_from) == (world.committee, "来信")
    assert item.entered_by == world["staff"].post
    elsewhere = Collective.objects.create(organisation=world.county, kind="party", name="外地支部")
    refused = {"title": TITLE, "collective": elsewhere.pk, "entered_from": "来信", "draft": "cdefghjkmnab"}
    assert client.post(NEW, refused).status_code == 422
    assert Item.objects.count() == 1


def test_the_list_costs_the_same_however_much_is_written(sign_in, django_assert_max_num_queries):
    client = sign_in()
    item = written(client)
    with django_assert_max_num_queries(40):
        tasks(client, item)

"""Letters of proposals: every fact in its place, each letter for those it concerns."""

import io
import re
import zipfile

import pytest
from docx import Document

from dispatch.letters import compiling
from dispatch.letters import filling as letters
from dispatch.letters.facts import reply_letter, words
from dispatch.models import LetterKind
from tests import lettered, proposals
from tests import world as w
from tests.lettered import said
from weijianyi.workflow import SYSTEM_ACTOR, perform

pytestmark = pytest.mark.django_db
K = LetterKind
KINDS = [k for k in K if k not in (K.HANDOVER, K.FORM)]


@pytest.fixture
def world():
    return w.build()


@pytest.fixture
def fetch(client, world):
    def get(name, url):
        client.force_login(world[name].user)
        answer = client.get(url)
        return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content

    return get


def url(desk, kind):
    return f"/desks/{desk.slug}/letter/{kind.value}/"


def notice(item):
    return f"/items/{item.slug}/letter/decline_notice/"


# -- templates
@pytest.mark.parametrize("kind", KINDS)
def test_the_office_replaces_each_template(world, client, fetch, kind):
    _, page = fetch("admin", "/rules/letters/")
    assert kind.label in page.decode()
    answer, _ = fetch("admin", f"/rules/letters/{kind.value}/try/")
    assert answer.status_code == 200
    document = Document(io.BytesIO((letters.WORD / f"{kind.value}.docx").read_bytes()))
    document.add_paragraph("本院自用")
    out = io.BytesIO()
    document.save(out)
    out.name = "ours.docx"
    out.seek(0)
    assert client.post(f"/rules/letters/{kind.value}/replace/", {"template": out}).status_code == 302
    assert "本院自用" in said(fetch("admin", f"/rules/letters/{kind.value}/try/")[1])


# -- to the units ----------------------------------------------------------------------------------
def test_the_notice_says_whose_proposal_which_part_and_until_when(world, fetch):
    desk = lettered.dispatched(world, co_signers=["member2"], assists=["交通局"])
    text = said(fetch("handler", url(desk, K.PROPOSAL_NOTICE))[1])
    for part in ("关于办理市政协六届五次会议第128号提案的通知", "城管局：", "由你单位主办，会办单位为交通局",
                 f"member（医卫界）委员，电话{world['member'].user.phone}", "member2（医卫界）委员",
                 f"{words.day(desk.due_on)}前，书面答复提案人", "前，签收提案", "退办申请", "0700-6132",
                 "一、情况", "二、分析", "三、建议", "附件：第128号提案"):  # fmt: skip
        assert part in text, part
    helping = desk.item.desks.get(department=world.departments["交通局"])
    text = said(fetch("handler2", url(helping, K.PROPOSAL_NOTICE))[1])
    assert "由城管局主办，你单位会办" in text
    assert "会办意见函送主办单位" in text


def test_the_list_of_a_unit_holds_its_proposals_and_no_others(world, fetch):
    lettered.dispatched(world, number=12)
    desk = lettered.dispatched(world, number=35, assists=["交通局"])
    text = said(fetch("staff", url(desk, K.HANDOVER_LIST))[1])
    for part in ("市政协六届五次会议", "承办单位：城管局", "共 2 件，其中主办、独办、分办 2 件", "第12号", "第35号",
                 "会办：交通局", "签收人：", "（盖章）"):  # fmt: skip
        assert part in text, part
    assert text.index("第12号") < text.index("第35号")
    helping = desk.item.desks.get(department=world.departments["交通局"])
    other = said(fetch("handler2", url(helping, K.HANDOVER_LIST))[1])
    assert ("主办：城管局" in other, "第12号" in other) == (True, False)
    _, packed = fetch("staff", "/proposals/handover-lists/")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert sorted(archive.namelist()) == ["提案交办清单 交通局.docx", "提案交办清单 城管局.docx"]


def test_the_opinion_goes_from_the_assisting_unit_to_the_one_that_answers(world, fetch):
    desk = lettered.dispatched(world, assists=["交通局"])
    helping = desk.item.desks.get(department=world.departments["交通局"])
    assert fetch("handler2", url(helping, K.CO_OPINION))[0].status_code == 409
    helping = lettered.opinion(world, desk)
    for who in ("handler2", "handler", "staff"):
        text = said(fetch(who, url(helping, K.CO_OPINION))[1])
        for part in ("关于市政协六届五次会议第128号提案的会办意见", "城管局：", "同意设立专项补助", "交通局"):
            assert part in text, (who, part)
    assert url(helping, K.CO_OPINION) in fetch("handler", desk.get_absolute_url())[1].decode()
    assert fetch("member", url(helping, K.CO_OPINION))[0].status_code == 403
    assert fetch("member2", url(helping, K.CO_OPINION))[0].status_code == 404


# -- to the proposers ------------------------------------------------------------------------------
def test_the_answer_carries_class_title_text_signature_and_copies(world, fetch):
    desk = lettered.answered(world)
    answer, content = fetch("handler", url(desk, K.REPLY_LETTER))
    text = said(content)
    for part in ("A", "关于市政协六届五次会议第128号提案的答复", "member委员：", "当日修剪伸入阳台的枝条",
                 "签发人：王局长", "联系人：李强",
                 "0700-6132", "抄送：市政府督查室，市政协提案委员会。", "〔"):  # fmt: skip
        assert part in text, part
    assert answer["Content-Disposition"].endswith(".docx")


def test_every_proposer_gets_a_letter_of_the_own(world, fetch):
    desk = lettered.answered(world, co_signers=["member2"])
    for kind, expected in ((K.REPLY_LETTER, "{}委员："), (K.FEEDBACK_FORM, "{}委员\n")):
        answer, packed = fetch("staff", url(desk, kind))
        assert answer["Content-Type"] == "application/zip"
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            assert len(archive.namelist()) == 2
            for name, member in zip(archive.namelist(), ("member", "member2"), strict=True):
                assert expected.format(member) in said(archive.read(name)), name
        _, own = fetch("member2", url(desk, kind))
        assert expected.format("member2") in said(own)


def test_requests_are_answered_one_by_one(world):
    desk = lettered.answered(world, advice="一、设立专项补助。\n二、推行一窗受理。")
    author = desk.item.authorships.first()
    facts = reply_letter.facts(desk, desk.last_released, author)
    text = said(letters.print_out(world.city.pk, K.REPLY_LETTER, facts))
    assert (
        "一、设立专项补助。\n〔已办理〕已答复第 1 条。\n二、推行一窗受理。\n〔已办理〕已答复第 2 条。" in text
    )
    assert text.index("当日修剪") < text.index("设立专项补助。\n〔已办理〕已答复")


def test_the_form_asks_with_empty_boxes(world, fetch):
    desk = lettered.answered(world)
    text = said(fetch("member", url(desk, K.FEEDBACK_FORM))[1])
    assert text.count("□满意　□基本满意　□不满意") == 2
    for part in ("第128号", "城管局", "□电话", "□没有沟通", "对办理工作", "对办理结果", "提案人签名"):
        assert part in text, part
    assert "☑" not in text


def test_nobody_prints_an_answer_before_it_is_given(world, fetch):
    desk = world.working(lettered.dispatched(world))
    for kind in (K.REPLY_LETTER, K.FEEDBACK_FORM):
        for who in ("handler", "staff", "member"):
            assert fetch(who, url(desk, kind))[0].status_code == 409, (kind, who)
    desk = proposals.signing(world, desk)
    assert fetch("handler", url(desk, K.REPLY_LETTER))[0].status_code == 200
    assert fetch("staff", url(desk, K.REPLY_LETTER))[0].status_code == 409


@pytest.mark.parametrize(("who", "units", "authors"), [
    ("staff", 200, 200), ("head", 200, 200), ("supervisor", 200, 200), ("handler", 200, 200), ("unitlead", 200, 200),
    ("member", 403, 200), ("leader", 403, 403), ("member2", 404, 404), ("handler2", 404, 404), ("county", 404, 404),
    ("auditor", 404, 404),
])  # fmt: skip
def test_who_prints_which_letter(world, fetch, who, units, authors):
    desk = lettered.answered(world)
    assert fetch(who, url(desk, K.PROPOSAL_NOTICE))[0].status_code == units
    assert fetch(who, url(desk, K.HANDOVER_LIST))[0].status_code == units
    assert fetch(who, url(desk, K.REPLY_LETTER))[0].status_code == authors
    assert fetch(who, url(desk, K.FEEDBACK_FORM))[0].status_code == authors
    assert fetch(who, url(desk, K.HANDOVER))[0].status_code == 404, "not a letter of a proposal"


def test_pages_offer_what_the_reader_may_print(world, fetch):
    desk = lettered.answered(world, assists=[])
    item = desk.item
    offered = {"member": ["答复函", "征询意见表"], "staff": ["办理通知", "交办清单", "答复函", "征询意见表"]}
    for who, labels in offered.items():
        page = fetch(who, item.get_absolute_url())[1].decode()
        found = set(re.findall(rf"/desks/{desk.slug}/letter/\w+/", page))
        assert len(found) == len(labels), (who, found)
        for link in found:
            assert fetch(who, link)[0].status_code == 200, (who, link)
    assert "提案答复函" in fetch("handler", desk.get_absolute_url())[1].decode()


def test_a_declined_proposal_is_told_with_ground_advice_and_ways_on(world, fetch):
    item = lettered.declined(world)
    text = said(fetch("member", notice(item))[1])
    for part in (
        "关于提案不予立案的告知",
        "member委员：",
        "没有实际内容或具体建议。",
        "请写明具体建议后再提出。",
        "社情民意信息",
    ):
        assert part in text, part
    assert notice(item) in fetch("member", item.get_absolute_url())[1].decode()
    codes = {who: fetch(who, notice(item))[0].status_code for who in ("staff", "leader", "member2", "county")}
    assert codes == {"staff": 200, "leader": 403, "member2": 404, "county": 404}
    assert fetch("member", notice(lettered.filed(world)))[0].status_code == 409


def test_a_conversion_nobody_handed_in_has_no_letter_of_refusal(world, fetch):
    item = perform(
        lettered.submitted(world), "convert", actor=world["staff"], kind="report", opinion="更适合。"
    )
    item = perform(item, "conversion_lapsed", actor=SYSTEM_ACTOR)
    assert notice(item) not in fetch("member", item.get_absolute_url())[1].decode()
    assert fetch("member", notice(item))[0].status_code == 409


# -- the compilation -------------------------------------------------------------------------------
def test_the_compilation_holds_filed_proposals_by_field_and_number(world, fetch):
    traffic = w.rulebook.entry(world.city, "category", "traffic")
    lettered.filed(world, number=13, title="关于公交线路的建议", category=traffic)
    lettered.filed(
        world, number=12, title="关于停车的建议", category=traffic, open_consent=False, closed_reason="试"
    )
    lettered.dispatched(world, number=17)
    lettered.submitted(world, title="关于尚未立案的建议")
    page = fetch("leader", "/proposals/compilation/")[1].decode()
    assert "市政协六届五次会议，共 3 件" in page
    _, content = fetch("staff", "/proposals/compilation/file/")
    text = said(content)
    order = [text.rindex(part) for part in ("一、城市管理", "第17号", "二、交通出行", "第12号", "第13号")]
    assert order == sorted(order)
    assert "独办：城管局" in text
    assert "尚未立案" not in text
    assert world["member"].user.phone not in text
    fields = re.findall(r"PAGEREF (p\d+)", Document(io.BytesIO(content)).element.xml)
    marks = re.findall(r'w:name="(p\d+)"', Document(io.BytesIO(content)).element.xml)
    assert (fields, marks) == (["p1", "p2", "p3"], ["p1", "p2", "p3"])
    assert "updateFields" in Document(io.BytesIO(content)).settings.element.xml
    assert "停车" not in said(fetch("staff", "/proposals/compilation/file/?only_open=on")[1])
    narrowed = said(fetch("staff", f"/proposals/compilation/file/?category={traffic.pk}")[1])
    assert ("第13号" in narrowed, "第17号" in narrowed) == (True, False)


def test_the_compilation_asks_the_same_of_the_database_whatever_its_length(
    world, django_assert_max_num_queries
):
    for number in range(1, 6):
        lettered.filed(world, number=number)
    chosen = compiling.chosen(world["staff"], lettered.session(world))
    with django_assert_max_num_queries(8):
        compiling.make(world.city, lettered.session(world), chosen)


def test_the_compilation_is_for_the_office_and_the_leader(world, fetch):
    for path in ("/proposals/compilation/", "/proposals/compilation/file/", "/proposals/handover-lists/"):
        for who in ("member", "handler", "auditor", "editor"):
            assert fetch(who, path)[0].status_code == 403, (path, who)
    world.city.sessions.all().delete()
    assert "还没有届次" in fetch("staff", "/proposals/compilation/")[1].decode()
    assert fetch("leader", "/proposals/compilation/file/")[0].status_code == 302
    assert fetch("leader", "/proposals/handover-lists/")[0].status_code == 403
    assert fetch("staff", "/proposals/handover-lists/")[0].status_code == 409

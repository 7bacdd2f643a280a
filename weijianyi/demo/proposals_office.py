"""Proposals with their authors or the committee's office: every stage before the hand-out."""

from weijianyi.demo import proposal_texts_4 as texts
from weijianyi.demo.proposal_tale import scene
from weijianyi.demo.proposals_now import filed


def scenes(d):
    yield scene(d.at(16, "10:20"), "shefa", texts.WATER_BUS, both_agree, hat=1)
    yield scene(d.at(15, "15:40"), "dengshufen", texts.PETS, objected)
    yield scene(d.at(13, "16:10"), "jiangwei", texts.TRAINING, waits_for_hand_out)
    yield scene(d.at(11, "09:30"), "panyun", texts.OLD_TREES, held_to_be_filed)
    yield scene(d.at(10, "14:20"), "shichangqing", texts.GENEALOGY, held_to_be_refused)
    yield scene(d.at(9, "11:10"), "yejiahui", texts.NIGHT_MARKET, all_read)
    yield scene(d.at(7, "10:50"), "sunli", texts.MINDS, read_twice)
    yield scene(d.at(6, "19:10"), "xiehaitao", texts.PARCELS, read_once)
    yield scene(d.at(5, "15:30"), "fengyue", texts.WETLAND, given_to_a_reader)
    yield scene(d.at(4, "16:40"), "luyifei", texts.COURIER_YARD, sent_back)
    yield scene(d.at(3, "10:40"), "operator", texts.CARE, taken_up, hat=1)
    yield scene(d.at(2, "16:30"), "operator", texts.BRAND, stays)
    yield scene(d.waiting(1)[0], "zhaominghui", texts.SIGNAGE, stays)
    yield scene(d.at(2, "20:15"), "wuxiaoyan", texts.SHARED_YARD, cosigning, unsent=True)
    yield scene(d.at(6, "15:20"), "hezhiyuan", texts.RENTAL, None)


def stays(t, d):
    """Waits for its first reader."""


def both_agree(t, d):
    """预交办: the leading and the assisting department have agreed."""
    filed(t, d, 5).preassign(d.at(4, "10:00"))
    t.on_desk("agree_before", t.city.clerk("市交通局"), d.at(3, "09:40"))
    t.on_desk("agree_before", t.city.clerk("市文旅局"), d.at(2, "11:00"), "市文旅局")


def objected(t, d):
    filed(t, d, 4).preassign(d.at(3, "10:30"))
    note = "立法计划的编制由司法行政部门负责，本局可以会办并提供执法数据。"
    t.object(d.at(1, "15:10"), "市城管局", note, "市司法局")


def waits_for_hand_out(t, d):
    filed(t, d, 2)


def read_days(d):
    return d.at(5, "10:00"), d.at(3, "10:00"), d.at(1, "10:00")


def held_to_be_filed(t, d):
    """Decided, to be announced with the others."""
    t.read_thrice(*read_days(d)).act(
        "hold",
        "head",
        d.at(0, "09:40"),
        conclusion="accept",
        facts={"opinion": "同意立案，交市住建局会同林业机构办理。"},
    )


def held_to_be_refused(t, d):
    reason = t.city.entry("not_filed_reason", "academic")
    opinion = "考证内容属学术研讨，不作为提案立案，可推荐到文史资料刊物。"
    t.read_thrice(*read_days(d), advises="decline")
    t.act(
        "hold", "head", d.at(0, "09:50"), conclusion="decline", facts={"reason": reason, "opinion": opinion}
    )


def all_read(t, d):
    """Read three times; the conclusion is still to come."""
    t.read_thrice(*read_days(d), fix=("title", "规范发展夜间经济", "规范引导夜间经济发展"))


def read_twice(t, d):
    t.read(1, d.at(4, "10:10"))
    t.read(2, d.at(2, "10:10"), fix=("advice", "开通二十四小时热线", "开通 24 小时心理援助热线"))


def read_once(t, d):
    t.read(
        1,
        d.at(2, "11:00"),
        fix=("situation", "群众到乡镇取件平均往返 9 公里", "群众到乡镇取一次件平均往返 9 公里"),
    )


def given_to_a_reader(t, d):
    t.read(1, d.at(3, "15:00"))
    t.act("assign_reader", "head", d.at(2, "09:10"), reader=t.city.actor("staff2").post)


def sent_back(t, d):
    opinion = "请补充现有停放点的数量和企业名单，把停放与投放总量两个问题的建议分开写。"
    t.act("send_back", "staff2", d.at(2, "10:20"), opinion=opinion)


def taken_up(t, d):
    t.act("take_up", "staff", d.at(1, "09:30"))


def cosigning(t, d):
    """Three were asked: one agrees, one declines, one has not answered."""
    t.research(d.at(5))
    t.invite(d.at(1, "09:10"), ("member2", "mengfan", "tangguoliang"))
    t.act("cosign", "mengfan", d.at(1, "12:30"), opinion="我们县也有同样的校舍，完全赞成。")
    t.act(
        "decline_cosign",
        "tangguoliang",
        d.at(0, "09:00"),
        opinion="我已就同一问题另写了一件，就不重复联名了。",
    )

"""Proposals of last year's session: closed, two of them with a promise that is looked back at."""

from weijianyi.demo import proposal_texts_4 as texts
from weijianyi.demo.proposal_tale import scene
from weijianyi.demo.proposals_plenary import closed


def scenes(p):
    b = p.before
    yield scene(b(8, "09:30"), "gaojun", texts.SPONGE, closed(p, 66, "in_progress", promised=420))
    yield scene(
        b(7, "10:20"),
        "operator",
        texts.HOSPICE,
        closed(p, 60, comment="家门口就能看病护理，办到了老人心里。"),
    )
    yield scene(
        b(6, "15:10"),
        "panyun",
        texts.SHORE,
        closed(p, 70, "planned", result="mostly", promised=330),
        co=("luyifei",),
    )
    yield scene(b(5, "09:45"), "gongshang", texts.INSPECTION, closed(p, 54, key=True))
    yield scene(b(3, "16:30"), "xiehaitao", texts.AIRPORT_ROAD, closed(p, 58, "explained", ground=FEES))
    yield scene(b(2, "11:00"), "operator", texts.SPORTS, closed(p, 62), hat=1)


FEES = "收费公路车辆通行费的减免由省级政府批准，市级没有审批权限；按现有财力，年度资金 1.8 亿元无法安排。"

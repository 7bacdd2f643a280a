"""评优: every second year, nominated by rule with numbers, scored, decided within the quota, published."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dispatch.evaluation import deciding, grounds, rounds
from dispatch.models import AwardRound, AwardScore, Nomination
from members.models import Post
from tests import evaluated
from tests import world as w
from tests.evaluated import (
    answered,
    award,
    closed,
    nominated,
    opened,
    pairing_of,
    proposer_scores,
    unit_scores,
)
from tests.weijianyi.telling import digest, told
from weijianyi.rulebook.models import Setting
from weijianyi.workflow import BadFacts, Forbidden, NotNow, NotVisible, perform

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year
EVERYBODY = ("member", "member2", "operator", "handler", "supervisor", "relay", "editor", "admin", "auditor")


@pytest.fixture
def world():
    return w.build()


def setting(world, key, value):
    Setting.objects.create(organisation=world.city, key=key, value=value, valid_from="2020-01-01", basis="试")


def scoring(world):
    return perform(nominated(world), "start_scoring", actor=world["staff"])


def items(subject):
    return [n.item for n in deciding.ranked(subject) if n.item_id]


def decided(world, **facts):
    subject = scoring(world)
    facts = {"chosen": deciding.ranked(subject), "reason": "名额少"} | facts
    return perform(subject, "decide", actor=world["leader"], **facts)


def published(world):
    return perform(decided(world), "publish", actor=world["leader"])


# -- when --------------------------------------------------------------------------------------------
def test_the_next_award_is_due_so_many_years_after_the_last(client, world):
    assert rounds.next_award_year(world.city.pk) == YEAR
    found = award(world)
    assert (found.first_year, found.last_year) == (YEAR - 1, YEAR)
    assert rounds.next_award_year(world.city.pk) == YEAR + 2
    client.force_login(world["staff"].user)
    assert f"下一次评优：{YEAR + 2}年" in client.get(reverse("award-list")).content.decode()
    perform(found, "void", actor=world["head"], reason="建错了")
    assert rounds.next_award_year(world.city.pk) == YEAR


def test_one_award_a_year_unless_the_first_is_void(client, world):
    client.force_login(world["staff"].user)
    data = {"year": YEAR, "title": "评优"}
    assert client.post(reverse("award-list"), data).status_code == 302
    assert client.post(reverse("award-list"), data).status_code == 422
    perform(AwardRound.objects.get(), "void", actor=world["head"], reason="建错了")
    assert client.post(reverse("award-list"), data).status_code == 302


# -- nomination --------------------------------------------------------------------------------------
def test_closed_proposals_are_nominated_and_nobody_dissatisfied(world):
    setting(world, "max_round", 1)
    good = closed(world)
    closed(world, title="不满意的", result="dissatisfied")
    answered(world, title="还没评价的")
    assert [i.pk for i in items(nominated(world))] == [good.pk]


def test_the_ground_states_its_numbers(world):
    desk = answered(world)
    found = opened(world)
    unit_scores(world, pairing_of(desk))
    proposer_scores(world, pairing_of(desk))
    perform(found, "close_round", actor=world["staff"])
    closed(world, desk)
    subject = nominated(world)
    proposal, unit = Nomination.objects.get(department=None), Nomination.objects.get(item=None)
    for words in ("双向评议 87.0 分（权重 40）", "A 类", "评价 1 份，没有不满意", "按规则得分 74.8"):
        assert words in proposal.ground
    assert proposal.by_rule
    assert "满意 1 份，评价 1 份" in unit.ground
    assert "双向评议 83.0 分" in unit.ground
    assert subject.standing().count() == 2


def test_what_nobody_evaluated_is_neither_helped_nor_harmed(world):
    closed(world)
    found = grounds.of_proposals(award(world))[0]
    assert "双向评议" not in found.text
    assert found.points == grounds.tenth(40 / grounds.Decimal(60) * 100)


def test_solved_and_collective_come_before(world):
    plain = closed(world, result="satisfied")
    unsolved = closed(world, evaluated.answered(world, result="in_progress"))
    own = closed(world, answered(world, evaluated.collective(world)), author="operator")
    found = [g.subject.pk for g in grounds.of_proposals(award(world))]
    assert found == [own.pk, plain.pk, unsolved.pk]


def test_by_hand_only_what_was_filed_in_these_years(client, world):
    item = closed(world, title="手工推荐的提案")
    subject = award(world)
    client.force_login(world["staff"].user)
    address = f"/steps/award/{subject.slug}/nominate/"
    data = {"item": "没有的标题", "ground": "影响大"}
    assert client.post(address, data).status_code == 422
    both = {"item": item.title, "department": world.departments["城管局"].pk, "ground": "影响大"}
    assert client.post(address, both).status_code == 422
    assert client.post(address, data | {"item": item.title}).status_code == 302
    assert not Nomination.objects.get().by_rule
    assert client.post(address, data | {"item": item.title}).status_code == 422, "nominated already"


def test_a_nomination_taken_back_stays_with_its_reason_and_the_rule_does_not_bring_it_again(world):
    closed(world)
    subject = nominated(world)
    for nomination in subject.standing():
        subject = perform(subject, "drop", actor=world["staff"], nomination=nomination, reason="重复")
    assert not subject.standing().exists()
    assert Nomination.objects.filter(void_reason="重复").exists()
    with pytest.raises(BadFacts):
        perform(subject, "nominate_by_rule", actor=world["staff"])


# -- quota -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("base", "percent", "quota"), [(0, 5, 0), (1, 5, 1), (19, 5, 1), (40, 5, 2), (59, 5, 2), (868, 5, 43), (7, 20, 1)]
)  # fmt: skip
def test_the_quota_is_rounded_down_and_at_least_one(base, percent, quota):
    assert deciding.share(base, percent) == quota


@pytest.mark.parametrize(("chosen", "least"), [(0, 0), (1, 1), (5, 1), (6, 2), (10, 2)])
def test_a_fifth_of_the_chosen_is_collective(world, chosen, least):
    assert deciding.collective_least(award(world), chosen) == least


def test_beyond_the_quota_only_with_a_reason(world):
    closed(world)
    closed(world, title="第二件")
    subject = scoring(world)
    chosen = deciding.ranked(subject)
    with pytest.raises(BadFacts, match="优秀提案选了 2 件，名额 1 件"):
        perform(subject, "decide", actor=world["leader"], chosen=chosen)
    subject = perform(subject, "decide", actor=world["leader"], chosen=chosen, reason="两件并列")
    assert (subject.state, subject.item_base, subject.item_quota, subject.reason) == (
        "decided",
        2,
        1,
        "两件并列",
    )


def test_within_quota_no_reason_is_asked(world):
    closed(world, answered(world, evaluated.collective(world)), author="operator")
    subject = scoring(world)
    subject = perform(subject, "decide", actor=world["head"], chosen=deciding.ranked(subject))
    assert subject.state == "decided"


# -- scoring and decision ----------------------------------------------------------------------------
def test_the_mean_of_the_judges_decides_the_rank(world):
    first, second = closed(world), closed(world, title="第二件")
    subject = scoring(world)
    by_item = {n.item_id: n.pk for n in subject.standing() if n.item_id}
    for judge, points in (("staff", (70, 90)), ("leader", (80, 90)), ("leader", (60, 90))):
        scores = {by_item[first.pk]: (points[0], ""), by_item[second.pk]: (points[1], "")}
        subject = perform(subject, "score", actor=world[judge], scores=scores)
    best = deciding.ranked(subject)[0]
    assert (best.item_id, best.mean, best.number) == (second.pk, 90, 2)
    assert AwardScore.objects.count() == 6, "what was scored again is void, not gone"
    perform(subject, "decide", actor=world["leader"], chosen=deciding.ranked(subject), reason="并列")
    assert Nomination.objects.get(item=second).rank == 1
    assert Nomination.objects.get(item=first).rank == 2


def test_nobody_scores_or_decides_on_the_own_proposal(client, world):
    closed(world)
    post = world["leader"].post
    post.user = world["member"].user
    post.save()
    subject = scoring(world)
    own = next(n for n in subject.standing() if n.item_id)
    actor = type(world["leader"])(user=post.user, post=Post.objects.with_hat().get(pk=post.pk))
    with pytest.raises(BadFacts, match="回避"):
        perform(subject, "score", actor=actor, scores={own.pk: (99, "")})
    with pytest.raises(Forbidden):
        perform(subject, "decide", actor=actor, chosen=[own], reason="好")


def test_nothing_is_ticked_and_no_points_are_filled_in_beforehand(client, world):
    closed(world)
    subject = scoring(world)
    client.force_login(world["leader"].user)
    assert " checked" not in client.get(reverse("award-decide", args=[subject.slug])).content.decode()
    form = client.get(reverse("award-score", args=[subject.slug])).context["form"]
    assert {form[f].value() for f in form.fields} == {None}


def test_scores_and_the_decision_go_in_by_their_pages(client, world):
    closed(world)
    subject = scoring(world)
    client.force_login(world["leader"].user)
    pks = list(subject.standing().values_list("pk", flat=True))
    address = reverse("award-score", args=[subject.slug])
    assert client.post(address, {f"p_{pks[0]}": "101"}).status_code == 422
    assert client.post(address, {f"p_{pks[0]}": "91"}).status_code == 302
    address = reverse("award-decide", args=[subject.slug])
    refused = client.post(address, {"chosen": pks})
    assert refused.status_code == 422
    assert " checked" in refused.content.decode(), "what was ticked stays"
    assert client.post(address, {"chosen": pks, "reason": "没有集体提案"}).status_code == 302
    client.post(f"/steps/award/{subject.slug}/publish/", {})
    assert AwardRound.objects.get().state == "published"


def test_publication_needs_a_decision(world):
    closed(world)
    with pytest.raises(NotNow):
        perform(scoring(world), "publish", actor=world["leader"])


# -- who reads it ------------------------------------------------------------------------------------
def test_before_publication_it_is_for_office_and_leaders(client, world):
    closed(world)
    subject = decided(world)
    for name in EVERYBODY:
        client.force_login(world[name].user)
        assert client.get(subject.get_absolute_url()).status_code == 404, name
        assert not Nomination.objects.visible_to(world[name]).exists()
    with pytest.raises(NotVisible):
        perform(subject, "publish", actor=world["member"])


def test_published_everybody_of_the_organisation_reads_who_was_chosen_and_nothing_else(client, world):
    item = closed(world, title="入选的提案")
    closed(world, title="没有入选的")
    subject = scoring(world)
    chosen = list(subject.standing().filter(item=item))
    subject = perform(subject, "decide", actor=world["leader"], chosen=chosen, reason="没有集体提案")
    subject = perform(subject, "publish", actor=world["head"])
    for name in EVERYBODY:
        client.force_login(world[name].user)
        for address in (subject.get_absolute_url(), reverse("award-print", args=[subject.slug])):
            text = client.get(address).content.decode()
            assert "入选的提案" in text, name
            assert "没有入选的" not in text
            assert "按规则得分" not in text
        answer = client.get(reverse("award-export", args=[subject.slug]))
        assert answer["Content-Type"].endswith("sheet")
    client.force_login(world["county"].user)
    assert client.get(subject.get_absolute_url()).status_code == 404


def test_judges_hear_of_the_scoring_and_the_chosen_of_the_publication(world):
    closed(world)
    published(world)
    digest()
    assert told("start_scoring") == set(), "the scoring is over before anybody was told"
    chosen = {
        ("member", "dispatch_publish"),
        ("handler", "dispatch_publish"),
        ("unitlead", "dispatch_publish"),
    }
    assert told("publish") == chosen


def test_void_with_a_reason_it_is_no_longer_shown(client, world):
    closed(world)
    subject = published(world)
    with pytest.raises(BadFacts):
        perform(subject, "void", actor=world["head"], reason=" ")
    perform(subject, "void", actor=world["head"], reason="名单有误")
    client.force_login(world["member"].user)
    assert client.get(subject.get_absolute_url()).status_code == 404

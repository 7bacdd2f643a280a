"""Predicates about items, one line each: `rule(actor, item) -> bool`; used by steps, views and templates."""

from members.rules import department_of, has_role, in_organisation, is_office
from members.states import FORMER, OFFICE, Role
from suggestions.states import WITH_AUTHOR, Kind, SignerState
from weijianyi.workflow import Actor


def same_organisation(actor, item):
    return in_organisation(actor, item.organisation_id)


def is_author(actor, item):
    """One of the signed authors, in person or as the operator of the collective."""
    return authorship_of(actor, item) is not None


def is_first_author(actor, item):
    authorship = authorship_of(actor, item)
    return authorship is not None and authorship.is_first and authorship.via_id is None


def authorship_of(actor, item):
    """This actor's Authorship on the item, or None."""
    if actor.post is None or not same_organisation(actor, item):
        return None
    for a in item.authorships.all():
        if a.remote or a.state != SignerState.SIGNED:
            continue
        if a.member_id and a.member_id == actor.post.member_id and has_role(actor, Role.MEMBER):
            return a
        if a.collective_id and a.collective_id == actor.post.collective_id and has_role(actor, Role.OPERATOR):
            return a
        if a.user_id and a.user_id == actor.user.pk and has_role(actor, Role.INFORMANT):
            return a
    return None


def wrote(actor, item):
    """An author, or one whose seat has ended since: reads the own matter and its letters."""
    if is_author(actor, item):
        return True
    seat = actor.post.member_id if has_role(actor, FORMER) and same_organisation(actor, item) else None
    signed = (a for a in item.authorships.all() if a.state == SignerState.SIGNED and not a.remote)
    return seat is not None and any(a.member_id == seat for a in signed)


def is_party(actor, item):
    """The person behind the post is an author, under whatever hat: proposer ≠ decider."""
    pk = actor.user.pk
    return any(a.user_id == pk or (a.member_id and a.member.user_id == pk) for a in item.authorships.all())


def reviews(actor, item):
    """The office reviews suggestions, proposals and letters; the editor reviews reports. Never one's own."""
    roles = (Role.EDITOR,) if item.kind == Kind.REPORT else OFFICE
    return has_role(actor, *roles) and same_organisation(actor, item) and not is_party(actor, item)


def accepts(actor, item):
    """One reviewer accepts a 微建议 alone, a proposal is filed by the head (rulings §4), a report only adopted."""
    if item.kind == Kind.REPORT:
        return False
    return heads(actor, item) if item.kind == Kind.PROPOSAL else reviews(actor, item)


def heads(actor, item):
    return has_role(actor, Role.HEAD) and same_organisation(actor, item) and not is_party(actor, item)


def seconds(actor, item):
    """Who decides where a second person is required; the first is refused by person, not by role."""
    roles = (Role.EDITOR, Role.LEADER) if item.kind == Kind.REPORT else OFFICE
    return has_role(actor, *roles) and same_organisation(actor, item)


def office_of(actor, item):
    """The office; of inquiries made of reports also the editor who does the reviewer's steps on them."""
    return (is_office(actor) or asks(actor, item)) and same_organisation(actor, item)


def of_editor(item):
    """An inquiry that an editor made of a report or an issue."""
    return (
        item.kind == Kind.INQUIRY and item.entered_by_id is not None and item.entered_by.role == Role.EDITOR
    )


def asks(actor, item):
    """The editors: asker of the inquiries made of reports."""
    return has_role(actor, Role.EDITOR) and same_organisation(actor, item) and of_editor(item)


def closes_inquiry(actor, item):
    """The asker records what was passed on: the editors for theirs, the office for letters."""
    return asks(actor, item) if of_editor(item) else reviews(actor, item)


def by_message(actor, item):
    """The other organisation of a hand-over; what it may reach, visibility has narrowed."""
    return actor.link is not None


def enters_for_members(actor, item):
    """代录: the office writes for a member who cannot, the editor a report for anybody; the item says so."""
    may = has_role(actor, Role.EDITOR) if item.kind == Kind.REPORT else is_office(actor)
    return may and same_organisation(actor, item) and item.entered_by_id is not None


def enters(actor):
    """Who may write on behalf of others at all."""
    return is_office(actor) or has_role(actor, Role.EDITOR)


def edits(actor, item):
    return is_author(actor, item) or enters_for_members(actor, item)


def divides(actor, item):
    """The text into numbered requests: whoever writes it, and from its submission on the office."""
    return edits(actor, item) if item.state in WITH_AUTHOR else office_of(actor, item)


def submits(actor, item):
    return is_first_author(actor, item) or enters_for_members(actor, item)


def reads_text(actor, item):
    """Who sees more than the public facts (title, place, state, unit, released reply)."""
    if has_role(actor, Role.MEMBER, Role.OPERATOR):
        return is_author(actor, item) or invited(actor, item) or is_drafter(actor, item)
    if has_role(actor, Role.CLIENT):
        return department_of(actor) is not None
    return True  # every other role that may open the item at all reads its text


def is_invited(actor, item):
    """Asked to co-sign and not answered yet, on the own account."""
    return has_role(actor, Role.MEMBER) and same_organisation(actor, item) and invited(actor, item)


def may_read(post, item):
    """Whether this colleague may be given a proposal to read."""
    return reviews(Actor(user=post.user, post=post), item)


def hands_out(actor, item):
    """Proposals are handed out by the office and by the supervision offices, each for its side's units."""
    return office_of(actor, item) or (has_role(actor, Role.SUPERVISOR) and same_organisation(actor, item))


def invited(actor, item):
    """Asked to co-sign and not answered yet."""
    return any(
        a.state == SignerState.INVITED and a.member_id and a.member_id == actor.post.member_id
        for a in item.authorships.all()
    )


def is_drafter(actor, item):
    """One of the members named to work on a collective's text."""
    if not has_role(actor, Role.MEMBER) or not same_organisation(actor, item):
        return False
    return any(d.member_id == actor.post.member_id and d.released_at is None for d in item.drafters.all())


def drafts(actor, item):
    """Who saves versions of a collective's text: its operator and the members named."""
    return names_drafters(actor, item) or is_drafter(actor, item)


def names_drafters(actor, item):
    """The operator of the collective that stands first."""
    return has_role(actor, Role.OPERATOR) and is_first_author(actor, item)


def only_drafts(actor, item):
    """Named to work on a text that is still with its authors, without being one of them."""
    return item.state in WITH_AUTHOR and not is_author(actor, item) and is_drafter(actor, item)

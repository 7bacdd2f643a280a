"""Predicates about departments and desks, one line each: `rule(actor, desk) -> bool`."""

from dispatch.states import ANSWERING, REQUIRED, DeskRole
from members.rules import department_of, has_role, in_organisation, is_client, is_office
from members.states import UNIT, Role, Scope
from suggestions import rules as item_rules


def unit_of(actor, desk):
    """Somebody of the desk's department, or the office where the department has no accounts (paper desk)."""
    if desk.department_id is None:
        return False
    if has_role(actor, *UNIT) and department_of(actor) == desk.department_id:
        return not item_rules.is_party(actor, desk.item)
    if system_of(actor, desk, Scope.WRITE_DESKS):
        return True
    return desk.department.paper and office(actor, desk)


def system_of(actor, desk, scope):
    """The system of the desk's department, under a key issued for `scope`."""
    return is_client(actor, scope) and department_of(actor) == desk.department_id


def writes_reply(actor, desk):
    """Whoever answers; a system only where its key may reply."""
    if has_role(actor, Role.CLIENT) and not system_of(actor, desk, Scope.WRITE_REPLIES):
        return False
    return answers(actor, desk)


def answers(actor, desk):
    """Writes the unit's answer: a desk that owes one."""
    return desk.role in ANSWERING and unit_of(actor, desk)


def assists(actor, desk):
    return desk.role == DeskRole.ASSIST and unit_of(actor, desk)


def signs_for_unit(actor, desk):
    """The unit's leader; a handler where the unit says so; its system; the office at a paper desk."""
    if has_role(actor, Role.CLIENT) and not system_of(actor, desk, Scope.WRITE_REPLIES):
        return False
    if not (answers(actor, desk) or assists(actor, desk)):
        return False
    return not has_role(actor, Role.HANDLER) or desk.department.single_signer


def relays(actor, desk):
    """The relay office itself, or the office where it has no accounts."""
    if desk.role != DeskRole.RELAY:
        return False
    own = has_role(actor, Role.RELAY) and department_of(actor) == desk.department_id
    return own or (desk.department.paper and office(actor, desk))


def office(actor, desk):
    """The committee's office of the desk's organisation, the editor for what was made of reports; never on one's
    own item."""
    return (
        (is_office(actor) or item_rules.asks(actor, desk.item))
        and in_organisation(actor, desk.organisation_id)
        and not item_rules.is_party(actor, desk.item)
    )


def supervises(actor, desk):
    """The supervision office of the department's side."""
    return (
        has_role(actor, Role.SUPERVISOR)
        and in_organisation(actor, desk.organisation_id)
        and desk.department is not None
        and actor.post.side == desk.department.side
    )


def dispatches(actor, desk):
    """Who hands a planned desk out: whoever decides on it later."""
    return decides(actor, desk)


def decides(actor, desk):
    """Hand-backs, extensions, checks: the office of the department's side, and the committee's office (rulings §4)."""
    return office(actor, desk) or supervises(actor, desk)


def decides_return(actor, desk):
    """The second hand-back of an item goes to the head."""
    if desk.return_goes_to_head:
        return has_role(actor, Role.HEAD) and office(actor, desk)
    return decides(actor, desk)


def rates(actor, desk):
    """An author of the home item, on the own account, who does not work in the department under any hat."""
    authorship = item_rules.authorship_of(actor, desk.item)
    if authorship is None or authorship.conflicted or desk.role not in REQUIRED:
        return False
    return desk.department_id is None or not desk.department.officers.filter(post__user=actor.user).exists()


def rates_or_enters(actor, desk):
    """The author; or the office with the scan of a paper form, counted apart."""
    return rates(actor, desk) or office(actor, desk)


def unit_of_supervision(actor, supervision):
    return unit_of(actor, supervision.desk)


def office_of_supervision(actor, supervision):
    return decides(actor, supervision.desk)

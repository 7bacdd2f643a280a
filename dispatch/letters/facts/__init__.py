"""What each letter may say: FACTS[kind] = {placeholder: (meaning, sample)}; a module per letter reads the values."""

from dispatch.letters.facts import (
    brief,
    bulletin,
    certificate,
    co_opinion,
    compilation,
    decline_notice,
    feedback_form,
    handover_list,
    proposal_notice,
    reply_letter,
    roster,
    suggestion,
    supervision,
    urge_notice,
)
from dispatch.models import LetterKind as K

FACTS = {
    K.HANDOVER: suggestion.FACTS,
    K.FORM: suggestion.FACTS,
    K.PROPOSAL_NOTICE: proposal_notice.FACTS,
    K.HANDOVER_LIST: handover_list.FACTS,
    K.CO_OPINION: co_opinion.FACTS,
    K.REPLY_LETTER: reply_letter.FACTS,
    K.FEEDBACK_FORM: feedback_form.FACTS,
    K.DECLINE_NOTICE: decline_notice.FACTS,
    K.URGE_NOTICE: urge_notice.FACTS,
    K.COMPILATION: compilation.FACTS,
    K.BRIEF: brief.FACTS,
    K.SUPERVISION: supervision.FACTS,
    K.CERTIFICATE: certificate.FACTS,
    K.BULLETIN: bulletin.FACTS,
    K.MONTH_TABLE: bulletin.MONTH_FACTS,
    K.CASE: bulletin.CASE_FACTS,
    K.ROSTER: roster.FACTS,
}

"""Re-exports the forms of desks."""

from suggestions.forms.steps import OpinionForm

from .decisions import GrantExtensionForm, GrantRedoForm, GrantReturnForm, ReopenForm, UrgeForm, WaiveForm
from .dispatch import DispatchForm, PassOnForm
from .evidence import EvidenceForm, HappenedForm
from .handling import (
    AskExtensionForm,
    AskReturnForm,
    AssistOpinionForm,
    ContactForm,
    ObjectBeforeForm,
    PassInsideForm,
)
from .proposal import PlanForm, SendOpinionForm, SignForm
from .rating import PaperRatingForm, RatingForm
from .reply import ReplyDraftForm, ReplyForm

__all__ = [
    "AskExtensionForm",
    "AskReturnForm",
    "AssistOpinionForm",
    "ContactForm",
    "DispatchForm",
    "EvidenceForm",
    "GrantExtensionForm",
    "GrantRedoForm",
    "GrantReturnForm",
    "HappenedForm",
    "ObjectBeforeForm",
    "OpinionForm",
    "PaperRatingForm",
    "PassInsideForm",
    "PassOnForm",
    "PlanForm",
    "RatingForm",
    "ReopenForm",
    "ReplyDraftForm",
    "ReplyForm",
    "SendOpinionForm",
    "SignForm",
    "UrgeForm",
    "WaiveForm",
]

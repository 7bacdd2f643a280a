"""Re-exports the forms of items."""

from .steps import (
    AcceptForm,
    ConsultForm,
    ConvertForm,
    DeclineForm,
    MergeForm,
    OpinionForm,
    SendBackForm,
    VoidForm,
    WithdrawForm,
)

__all__ = [
    "AcceptForm",
    "ConsultForm",
    "ConvertForm",
    "DeclineForm",
    "MergeForm",
    "OpinionForm",
    "SendBackForm",
    "VoidForm",
    "WithdrawForm",
]

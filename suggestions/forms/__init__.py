"""Re-exports the forms of items."""

from .proposal import AssignReaderForm, CosignForm, FileForm, HoldForm, InviteForm, ReadForm
from .steps import (
    AcceptForm,
    ConsultForm,
    ConvertForm,
    DeclineForm,
    MergeForm,
    OpinionForm,
    PaperWithdrawForm,
    SendBackForm,
    VoidForm,
    WithdrawForm,
)

__all__ = [
    "AcceptForm",
    "AssignReaderForm",
    "ConsultForm",
    "ConvertForm",
    "CosignForm",
    "DeclineForm",
    "FileForm",
    "HoldForm",
    "InviteForm",
    "MergeForm",
    "OpinionForm",
    "PaperWithdrawForm",
    "ReadForm",
    "SendBackForm",
    "VoidForm",
    "WithdrawForm",
]

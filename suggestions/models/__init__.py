"""Re-exports the nouns; the import registers the four kinds."""

from .authorship import Authorship
from .brief import BriefEntry, BriefIssue, BriefRecipient, BriefSeries
from .case import Case
from .claim import Claim
from .claim_records import ClaimActivity, ClaimRating
from .destination import Destination
from .draft_version import Drafter, DraftVersion
from .held_decision import HeldDecision
from .inquiry import Inquiry
from .inquiry_facts import InquiryFacts
from .instruction import Instruction, InstructionReader
from .item import Item
from .link import ItemLink
from .number_series import NumberSeries
from .opinion_item import OpinionItem
from .proposal import Proposal
from .proposal_facts import ProposalFacts
from .report import Report
from .report_facts import ReportFacts
from .research import Research
from .review import Review
from .sitting import Sitting
from .suggestion import Suggestion
from .topic import TopicCall, TopicPlan
from .tracking import Tracking
from .upper import UpperProposal
from .uptake import Uptake, UptakeEntry

__all__ = [
    "Authorship",
    "BriefEntry",
    "BriefIssue",
    "BriefRecipient",
    "BriefSeries",
    "Case",
    "Claim",
    "ClaimActivity",
    "ClaimRating",
    "Destination",
    "DraftVersion",
    "Drafter",
    "HeldDecision",
    "Inquiry",
    "InquiryFacts",
    "Instruction",
    "InstructionReader",
    "Item",
    "ItemLink",
    "NumberSeries",
    "OpinionItem",
    "Proposal",
    "ProposalFacts",
    "Report",
    "ReportFacts",
    "Research",
    "Review",
    "Sitting",
    "Suggestion",
    "TopicCall",
    "TopicPlan",
    "Tracking",
    "UpperProposal",
    "Uptake",
    "UptakeEntry",
]

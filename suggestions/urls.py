"""Item URLs; one block per view module, in the order of its file."""

from django.urls import path, register_converter

from suggestions import codes
from suggestions.views import (
    briefs,
    claims,
    compose,
    cosigning,
    destinations,
    draft,
    editing,
    home,
    importing,
    inquiries,
    instructions,
    mine,
    pending,
    proposal,
    proposals,
    quotas,
    report_topics,
    reports,
    research,
    review,
    search,
    sending,
    series,
    sitting,
    start,
    topics,
    undo,
    upper,
    uptakes,
    versions,
    writing,
)


class ItemSlug:
    """An item's address, told from the words that stand at the same place of other addresses."""

    regex = f"[{codes.ALPHABET.lower()}]{{12}}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ItemSlug, "item")

urlpatterns = [
    # home.py is reached through the root's home view
    path("me/", home.member, name="member-home"),
    path("items/", mine.mine_list, name="item-list"),
    path("items/new/", start.start, name="item-start"),
    path("items/new/proposal/", writing.new, name="proposal-new"),
    path("items/new/<slug:kind>/", compose.new, name="item-new"),
    path("items/<slug:slug>/edit/", editing.edit, name="item-edit"),
    path("items/<slug:slug>/section/<slug:name>/", writing.section, name="proposal-section"),
    path("items/<slug:slug>/import/", importing.document, name="proposal-import"),
    path("items/<slug:slug>/invite/", cosigning.invite, name="proposal-invite"),
    path("cosign/", cosigning.waiting, name="cosign-list"),
    path("cosign/<slug:slug>/", cosigning.answer, name="cosign-item"),
    path("items/new/<slug:kind>/autosave/", draft.autosave_new, name="item-autosave-new"),
    path("items/new/<slug:kind>/files/", draft.first_files, name="item-files-new"),
    path("items/new/<slug:kind>/similar/", draft.look_alikes, name="item-similar"),
    path("items/authors/", draft.authors, name="item-authors"),
    path("items/<slug:slug>/autosave/", draft.autosave, name="item-autosave"),
    path("items/<slug:slug>/discard/", draft.discard, name="item-discard"),
    path("items/<slug:slug>/check/", sending.check, name="item-check"),
    path("items/<slug:slug>/sent/", sending.sent, name="item-sent"),
    path("items/<slug:slug>/review-day.ics", sending.calendar, name="item-calendar"),
    path("search/", search.search, name="search"),
    # the review desk; its page with departments is dispatch/views/review_dispatch.py
    path("review/alike/", review.alike_counts, name="review-alike"),
    path("review/pending/", pending.pending_list, name="review-pending"),
    path("review/pending/<int:pk>/", pending.pending_decide, name="review-pending-decide"),
    path("review/undo/<uuid:act>/", undo.undo_act, name="review-undo"),
    path("review/sitting/", sitting.current, name="review-sitting"),
    path("review/sittings/", sitting.past, name="review-sittings"),
    path("review/sitting/<str:day>/", sitting.protocol, name="review-protocol"),
    path("review/<slug:slug>/similar/", review.look_alikes, name="review-similar"),
    # 领办
    path("claims/", claims.claim_list, name="claim-list"),
    path("items/<slug:slug>/claim/", claims.apply, name="claim-apply"),
    path("items/<slug:slug>/claim/invite/", claims.invite, name="claim-invite"),
    path("claims/<slug:slug>/", claims.claim_detail, name="claim-detail"),
    path("claims/<slug:slug>/record/", claims.claim_activity, name="claim-activity"),
    # topics, research, joint drafting, quotas, higher-level members
    path("proposals/topics/", topics.topic_list, name="topic-list"),
    path("proposals/topics/new/", topics.topic_new, name="topic-new"),
    path("proposals/topics/calls/new/", topics.call_new, name="topic-call-new"),
    path("proposals/topics/calls/<int:pk>/", topics.call_edit, name="topic-call-edit"),
    path("proposals/topics/<slug:slug>/", topics.topic_detail, name="topic-detail"),
    path("items/<slug:slug>/research/new/", research.research_new, name="research-new"),
    path("items/research/<slug:slug>/", research.research_edit, name="research-edit"),
    path("items/research/<slug:slug>/remove/", research.research_remove, name="research-remove"),
    path("proposals/drafting/", versions.draft_list, name="draft-list"),
    path("items/<slug:slug>/versions/", versions.draft_versions, name="draft-versions"),
    path("items/<slug:slug>/versions/<int:number>/restore/", versions.restore, name="draft-version-restore"),
    path("proposals/quotas/", quotas.quota_table, name="quota-table"),
    path("proposals/upper/", upper.upper_list, name="upper-list"),
    path("proposals/upper/new/", upper.upper_new, name="upper-new"),
    path("proposals/upper/export/", upper.upper_export_file, name="upper-export"),
    path("proposals/upper/<int:pk>/", upper.upper_edit, name="upper-edit"),
    path("proposals/upper/<int:pk>/void/", upper.upper_void, name="upper-void"),
    path("proposals/", proposals.proposals, name="proposal-list"),
    path("proposals/bulk/", proposals.bulk_act, name="proposal-bulk"),
    path("proposals/<item:slug>/", proposal.review, name="proposal-review"),
    path("proposals/<item:slug>/read/", proposal.read, name="proposal-read"),
    # reports and the issues made of them
    path("reports/", reports.reports, name="report-list"),
    path("reports/topics/", report_topics.report_topics, name="report-topics"),
    path("reports/topics/new/", report_topics.report_topic_new, name="report-topic-new"),
    path("reports/topics/<item:slug>/", report_topics.report_topic, name="report-topic"),
    path("reports/topics/<item:slug>/edit/", report_topics.report_topic_edit, name="report-topic-edit"),
    path("reports/<item:slug>/", reports.report, name="report-detail"),
    path("reports/<item:slug>/revise/", reports.revise, name="report-revise"),
    path("reports/<item:slug>/track/", reports.track, name="report-track"),
    path("reports/inquiries/", inquiries.inquiries, name="report-inquiries"),
    path("briefs/", briefs.brief_list, name="brief-list"),
    path("briefs/new/", briefs.brief_new, name="brief-new"),
    path("briefs/<slug:slug>/", briefs.brief_detail, name="brief-detail"),
    path("briefs/<slug:slug>/edit/", briefs.brief_edit, name="brief-edit"),
    path("briefs/<slug:slug>/read/", briefs.brief_read, name="brief-read"),
    # what becomes of them: sent upwards, instructions, taken further
    path("reports/<slug:slug>/up/", destinations.report_up, name="report-up"),
    path("briefs/<slug:slug>/up/", destinations.brief_up, name="brief-up"),
    path("destinations/<int:pk>/", destinations.destination_edit, name="destination-edit"),
    path("instructions/", instructions.instruction_list, name="instruction-list"),
    path("instructions/new/", instructions.instruction_new, name="instruction-new"),
    path("instructions/<slug:slug>/", instructions.instruction_detail, name="instruction-detail"),
    path("instructions/<slug:slug>/edit/", instructions.instruction_edit, name="instruction-edit"),
    path("uptakes/", uptakes.uptake_list, name="uptake-list"),
    path("uptakes/new/", uptakes.uptake_new, name="uptake-new"),
    path("uptakes/<slug:slug>/", uptakes.uptake_detail, name="uptake-detail"),
    path("uptakes/<slug:slug>/edit/", uptakes.uptake_edit, name="uptake-edit"),
    path("rules/series/", series.series_list, name="rules-series"),
    path("rules/series/new/", series.series_new, name="rules-series-new"),
    path("rules/series/<int:pk>/", series.series_edit, name="rules-series-edit"),
]

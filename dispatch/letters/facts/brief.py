"""社情民意期刊: one issue in red-head layout, as it was issued or, before that, as a draft to be checked."""

import re

from django.utils import timezone

from dispatch.letters.facts.words import SAMPLE_PARTS, day, office_name
from suggestions.states import BriefState

HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、\S{1,60}|\d{1,2}、\S{1,60}")
FACTS = {
    "head": ("红头，刊名", "社情民意"),
    "secrecy": ("密级标识：内部、敏感；公开的为空", "内部"),
    "issue": ("期号；还没有编发的为送审稿", "2026年第12期"),
    "office": ("编印机关", "政协云江市委员会"),
    "date": ("编发日期；还没有编发的为当天", "2026年11月24日"),
    "title": ("标题", "关于加强老旧小区加装电梯后续维护的信息"),
    "mains": ("主送，用顿号隔开", "市委办公室、市政府办公室"),
    "copies": ("抄送，用逗号隔开", "省政协研究室，市住房和城乡建设局"),
    "parts": ("正文，逐段：part.heading 小标题（可以为空）、part.text 文字", SAMPLE_PARTS),
    "sources": ("收入的信息的编号", "社情民意〔2026〕31号、社情民意〔2026〕35号"),
    "editor": ("编辑", "顾晓"),
    "checker": ("核稿", "何芳"),
    "signer": ("签发", "方正清"),
    "phone": ("电话", "0700-5206132"),
}


def facts(brief):
    """`brief` with series, organisation, posts, recipients and entries read along."""
    rows = list(brief.recipients.all())
    entries = brief.entries.select_related("report")
    organisation = brief.organisation
    return {
        "head": brief.series.red_head or brief.series.name,
        "secrecy": "" if brief.secrecy == "open" else brief.get_secrecy_display(),
        "issue": number(brief), "office": office_name(organisation), "date": day(brief.issued_at or timezone.now()),
        "title": brief.title, "mains": "、".join(r.name for r in rows if not r.copy and not r.post_id),
        "copies": "，".join(r.name for r in rows if r.copy), "parts": parts(brief.body),
        "sources": "、".join(entry.report.reference for entry in entries), "editor": name(brief.drafted_by),
        "checker": name(brief.checked_by), "signer": name(brief.signed_by), "phone": organisation.office_phone,
    }  # fmt: skip


def number(brief):
    if brief.number is None:
        return "送审稿"
    withdrawn = "（已撤回）" if brief.state == BriefState.WITHDRAWN else ""
    return f"{brief.year}年第{brief.number}期{withdrawn}"


def name(post):
    return post.user.name if post else ""


def parts(body):
    """Lines that are headings of the first level stand apart, in 黑体."""
    found, lines = [], []

    def close(heading=""):
        text = "\n".join(lines).strip()
        if found and not found[-1]["text"]:
            found[-1]["text"] = text
        elif text:
            found.append({"heading": "", "text": text})
        lines.clear()
        if heading:
            found.append({"heading": heading, "text": ""})

    for line in body.splitlines():
        if HEADING.fullmatch(line.strip()):
            close(line.strip())
        elif line.strip():
            lines.append(line.strip())
    close()
    return found

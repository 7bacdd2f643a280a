"""The poster as one A4 page of SVG, for a printer's shop: name, code, check number, domain."""

from django.utils.html import escape

from members.studios import codes as studio_codes

WIDE, HIGH, SIDE = 210, 297, 100  # millimetres: the page, the code
# The words stay text, so the machine that prints draws them: common names on Windows, macOS and Linux, in this order.
FONTS = (
    "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "DengXian", "SimHei", "PingFang SC",
    "Hiragino Sans GB", "Heiti SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
)  # fmt: skip
SANS = ", ".join([*(f"'{name}'" for name in FONTS), "sans-serif"])
INK, BRAND = "#1c2733", "#8f1d1d"


def page(studio, code):
    """The bytes of the file."""
    lines = [
        text(32, studio.organisation.name, 7),
        text(52, studio.name, 14, weight=700, fill=BRAND),
        text(70, "身边的事，扫码告诉值班委员", 9, weight=600),
        placed(studio_codes.picture(code)),
        text(200, f"核对号　{code.check_number}", 10, weight=700),
        text(210, "打开的页面上，核对号要与这里一样；不一样，请不要填写", 5),
        text(228, "扫码打开的网址，以这里为准：", 6),
        text(243, studio_codes.domain(), 11, weight=700),
        text(258, "不用注册，不收费，不要密码、银行卡号", 5.5),
        *where(studio),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}mm" height="{HIGH}mm" viewBox="0 0 {WIDE} {HIGH}" '
        f'font-family="{SANS}" fill="{INK}" text-anchor="middle">'
    )
    paper = f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>'
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', head, paper, *lines, "</svg>"]
    return "\n".join(parts).encode()


def text(y, words, size, *, weight=400, fill=INK):
    """One centred line, made smaller where it would not fit: a Chinese character is as wide as it is high."""
    wide = sum(1 if ord(c) > 0x2E7F else 0.6 for c in words)
    size = min(size, (WIDE - 24) / max(wide, 1))
    drawn = f'font-size="{size:.2f}" font-weight="{weight}" fill="{fill}"'
    return f'<text x="{WIDE / 2}" y="{y}" {drawn}>{escape(words)}</text>'


def placed(picture):
    """The code's own picture, at its place on the page."""
    return picture.replace("<svg", f'<svg x="{(WIDE - SIDE) / 2}" y="84" width="{SIDE}" height="{SIDE}"', 1)


def where(studio):
    told = "，".join(filter(None, [studio.hours, studio.address, studio.phone and f"电话 {studio.phone}"]))
    return [text(272, f"也可以来当面说：{told}", 5.5)] if told else []

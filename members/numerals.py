"""Numbers as official papers write them: 六届五次."""

DIGITS = "零一二三四五六七八九"


def numeral(number):
    """六, 十二, 二十: terms, meetings and headings, up to 99."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")

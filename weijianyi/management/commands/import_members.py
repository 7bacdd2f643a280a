"""`manage.py import_members`: a roster of members from a file; dry by default."""

from weijianyi.management.commands._roster import RosterCommand


class Command(RosterCommand):
    help = "导入委员名册（.xlsx 或 .csv）；不加 --commit 只检查，什么也不保存"
    kind = "members"

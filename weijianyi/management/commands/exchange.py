"""`manage.py exchange`: keys and sealed exchange files between places without a line."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from dispatch.linkage import exchange, keys
from members.models import Organisation
from suggestions.models import ItemLink


class Command(BaseCommand):
    help = "key：生成或查看本单位的交换密钥；export：导出一件流转；import：导入对方的交换文件。"

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["key", "export", "import"])
        parser.add_argument("what", nargs="?", help="export: 流转编码；import: 文件")
        parser.add_argument("--organisation", required=True, help="本单位的代码")
        parser.add_argument("--to", help="export: 写到哪个文件")
        parser.add_argument("--new", action="store_true", help="key: 重新生成")

    def handle(self, *, act, what, organisation, to, new, **options):
        own = Organisation.objects.filter(code=organisation).first()
        if own is None:
            raise CommandError(f"没有代码为 {organisation} 的单位。")
        if act != "key" and not what:
            raise CommandError("请写明流转编码或文件。")
        try:
            getattr(self, f"do_{act}")(own, what, to, new)
        except ValidationError as refusal:
            raise CommandError("".join(refusal.messages)) from refusal

    def do_key(self, own, what, to, new):
        key = None if new else keys.current(own)
        key = key or keys.make(own)
        self.stdout.write(f"公钥 {key.public}\n指纹 {key.fingerprint}")

    def do_export(self, own, what, to, new):
        link = ItemLink.objects.passed().filter(code=what).select_related("from_item__organisation").first()
        if link is None or own.pk not in (link.from_item.organisation_id, link.organisation_id):
            raise CommandError("没有找到这件流转。")
        made, raw = exchange.exported(link, own)
        path = Path(to or exchange.file_name(made))
        path.write_bytes(raw)
        self.stdout.write(
            f"{path}：{made.messages} 条消息，其中 {made.fresh} 条没有送出过。校验值 {made.sha256}"
        )

    def do_import(self, own, what, to, new):
        try:
            raw = Path(what).read_bytes()
        except OSError as error:
            raise CommandError(f"不能读取文件 {what}。") from error
        made = exchange.imported(raw, own)
        if made.fresh:
            self.stdout.write(f"导入 {made.fresh} 条新消息，案件编码 {made.link.from_item.case}。")
        else:
            self.stdout.write("这份文件的消息以前都导入过，没有改动任何内容。")

"""What the commands that import a list share: read, check, say what would change, write with --commit."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dispatch.people.rosters import reading, running
from members.accounts import passwords
from members.models import Organisation, User
from weijianyi.workflow import SYSTEM_ACTOR

WORDS = {"new": "新增", "changed": "更新", "same": "没有变化", "refused": "有问题"}


class RosterCommand(BaseCommand):
    kind = ""

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="文件")
        parser.add_argument("--organisation", required=True, metavar="代码")
        parser.add_argument("--commit", action="store_true", help="检查没有问题就写入")
        parser.add_argument("--create", action="store_true", help="没有登记过的界别、小组同时登记")
        parser.add_argument("--passwords", action="store_true", help="同时发一次性密码，只打印这一次")

    def handle(self, *args, **options):
        organisation = Organisation.objects.filter(code=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"没有代码为 {options['organisation']} 的政协组织。")
        try:
            file = SimpleUploadedFile(options["file"].name, options["file"].read_bytes())
            rows, broken = reading.read(file, self.kind)
        except OSError as error:
            raise CommandError(f"打不开文件：{options['file']}") from error
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from error
        problems, counts = running.examined(organisation, self.kind, rows, create=options["create"])
        for number, column, sentence in sorted([*broken, *problems]):
            self.stdout.write(f"第 {number} 行 {column}：{sentence}")
        self.stdout.write("，".join(f"{word} {counts.get(key, 0)} 行" for key, word in WORDS.items()))
        if broken or problems:
            raise CommandError("有问题，什么也没有保存。")
        if not options["commit"]:
            self.stdout.write("只检查，没有保存。加 --commit 写入。")
            return
        for user, password in self.written(organisation, rows, options):
            self.stdout.write(f"{user.name}　账号 {user.username}　一次性密码 {password}")

    @transaction.atomic
    def written(self, organisation, rows, options):
        """[(user, one-time password)] of the accounts made, where passwords are wanted."""
        keys = running.write_all(organisation, self.kind, rows, SYSTEM_ACTOR, create=options["create"])
        self.stdout.write(self.style.SUCCESS(f"已写入，新开账号 {len(keys)} 个。"))
        if not options["passwords"]:
            return []
        return [(user, passwords.give_first(user)) for user in User.objects.filter(pk__in=keys)]

"""`manage.py seed`: loads the demo city with a year of its items; refused in production."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from members.models import Organisation
from weijianyi.demo import loading, people


class Command(BaseCommand):
    help = "装入演示数据（云江市），正式配置下拒绝执行"

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="已有数据时什么也不做")
        parser.add_argument("--reset", action="store_true", help="先清空数据库，再装入")

    def handle(self, *args, **options):
        if settings.PRODUCTION:
            raise CommandError("正式配置（PROFILE=production）下不能装入演示数据。请在试用环境执行。")
        if options["reset"]:
            loading.clear()
        if Organisation.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("数据库里已有数据。要重新装入，请用 seed --reset（会清空现有数据）。")
        counts = loading.load()
        self.stdout.write(self.style.SUCCESS(f"演示数据已装入：{counts}"))
        self.stdout.write("\n演示账号（密码都是 demo）")
        for username, role in people.SIGN_INS:
            self.stdout.write(f"  {username:<11}{loading.name_of(username)}　{role}")

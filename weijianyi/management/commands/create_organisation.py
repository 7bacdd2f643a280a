"""`manage.py create_organisation`: a committee with its first administrator, on an empty installation too."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from members.accounts.opening import open_account
from members.models import Organisation
from members.states import Level, Role


class Command(BaseCommand):
    help = "新建一个政协组织和它的第一个单位管理员；一次性密码只显示这一次"

    def add_arguments(self, parser):
        parser.add_argument("code", help="代码，小写字母和数字，以后不变，例如 yunjiang")
        parser.add_argument("--name", required=True, help="全称，例如 中国人民政治协商会议云江市委员会")
        parser.add_argument("--short-name", required=True, help="简称，例如 云江市政协")
        parser.add_argument(
            "--level", required=True, choices=Level.values, help="province 省、city 市、county 县"
        )
        parser.add_argument("--parent", default="", help="上级组织的代码；没有上级就不写")
        parser.add_argument("--phone", default="", help="值班电话，印在页面下方")
        parser.add_argument("--admin", required=True, metavar="账号", help="单位管理员的登录账号")
        parser.add_argument("--admin-name", required=True, metavar="姓名")

    @transaction.atomic
    def handle(self, *args, **options):
        organisation = Organisation(
            code=options["code"], name=options["name"], short_name=options["short_name"],
            level=options["level"], parent=parent(options["parent"]), office_phone=options["phone"],
        )  # fmt: skip
        try:
            organisation.full_clean()
            organisation.save()
            post, password = open_account(
                options["admin"], options["admin_name"], organisation, Role.ORG_ADMIN
            )
        except ValidationError as error:
            raise CommandError("没有新建：" + "；".join(error.messages)) from error
        self.stdout.write(self.style.SUCCESS(f"已新建：{organisation}（{organisation.code}）"))
        self.stdout.write(f"单位管理员　{post.user.name}　账号 {post.user.username}　一次性密码 {password}")
        self.stdout.write("密码只显示这一次，首次登录后须修改。其他人员用 manage.py create_account 开账号。")


def parent(code):
    if not code:
        return None
    try:
        return Organisation.objects.get(code=code)
    except Organisation.DoesNotExist as error:
        raise CommandError(f"没有代码为 {code} 的上级组织。") from error

"""`manage.py create_account`: one person with one post and a one-time password; a unit's with its department."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dispatch.models import Department, Officer
from members.accounts.opening import open_account
from members.models import Organisation
from members.states import UNIT, Role, Side

BY_HAND = [r for r in Role.values if r not in (Role.OPERATOR, Role.CLIENT)]  # these need more than a line


class Command(BaseCommand):
    help = "开一个账号：姓名、组织、角色；承办单位的人另写单位。一次性密码只显示这一次"

    def add_arguments(self, parser):
        parser.add_argument("username", metavar="账号")
        parser.add_argument("--name", required=True, metavar="姓名")
        parser.add_argument("--organisation", required=True, metavar="代码", help="政协组织的代码")
        parser.add_argument("--role", required=True, choices=BY_HAND)
        parser.add_argument("--title", default="", metavar="职务")
        parser.add_argument("--phone", default="", metavar="手机号")
        parser.add_argument(
            "--side", default="", choices=["", *Side.values], help="督查室、承办单位属于哪个系统"
        )
        parser.add_argument("--department", default="", metavar="全称", help="承办单位；还没有的同时登记")
        parser.add_argument("--department-short", default="", metavar="简称")

    @transaction.atomic
    def handle(self, *args, **options):
        role, needs_unit = options["role"], options["role"] in (*UNIT, Role.RELAY)
        if needs_unit and not options["department"]:
            raise CommandError("承办单位和转办机构的人，请用 --department 写明单位全称。")
        if role == Role.SUPERVISOR and not options["side"]:
            raise CommandError("督查室的人，请用 --side 写明属于哪个系统。")
        organisation = Organisation.objects.filter(code=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"没有代码为 {options['organisation']} 的政协组织。")
        try:
            post, password = open_account(
                options["username"], options["name"], organisation, role, phone=options["phone"],
                title=options["title"], side="" if needs_unit else options["side"],
            )  # fmt: skip
            if needs_unit:
                Officer.objects.create(post=post, department=department(organisation, options))
        except ValidationError as error:
            raise CommandError("没有开账号：" + "；".join(error.messages)) from error
        self.stdout.write(f"{post}　{post.user.name}　账号 {post.user.username}　一次性密码 {password}")


def department(organisation, options):
    """The department of that name, made now if it is new."""
    found = Department.objects.filter(organisation=organisation, name=options["department"]).first()
    if found is None:
        found = Department(
            organisation=organisation, name=options["department"],
            short_name=options["department_short"] or options["department"][:20],
            side=options["side"] or Side.GOVERNMENT, relays=options["role"] == Role.RELAY,
        )  # fmt: skip
        found.full_clean()
        found.save()
    return found

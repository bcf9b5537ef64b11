"""Who may edit which pages. Roles and memberships are ours; Wagtail's groups follow them.

The editorial office (everybody with the right to edit content) works on the whole tree and
publishes. A unit, or a partner organisation, writes its own pages and what stands below them;
the editorial office releases what it writes (workflow). Groups are brought up to date each time
somebody enters Wagtail's admin, so that a post that ended yesterday opens nothing today.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from konfluenz.directory.models import Holding, Membership, Organization, OrgUnit
from konfluenz.people import roles
from konfluenz.people.models import Account
from konfluenz.people.roles import Right
from konfluenz.publishing import pages
from konfluenz.publishing.models import PortalPage

EDITORS = "Konfluenz: Redaktion"
WORKFLOW = "Freigabe durch die Redaktion"
EVERYTHING = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
WRITING = ("add_page", "change_page")
LIBRARY = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)

Owner = OrgUnit | Organization


def may_edit(account: Account) -> bool:
    """Return whether `account` may enter Wagtail's admin."""
    return is_editor(account) or bool(own_pages(account))


def is_editor(account: Account) -> bool:
    """Return whether `account` belongs to the editorial office."""
    return Right.EDIT_CONTENT in roles.rights(account)


def own_pages(account: Account) -> list[PortalPage]:
    """Return the pages of the units that `account` works for and the organisations it stands for.

    Two queries for their names, one for the pages.
    """
    if account.person_id is None:
        return []
    today = timezone.localdate()
    units = Holding.objects.on(today).filter(person=account.person_id).values("post__unit")
    members = Membership.objects.on(today).filter(person=account.person_id)
    own = PortalPage.objects.filter(unit__in=units) | PortalPage.objects.filter(
        organization__in=members.values("organization")
    )
    return list(own.distinct())


@transaction.atomic
def bring_up_to_date(account: Account) -> None:
    """Give `account` the groups that its roles, posts and memberships stand for, and no other."""
    wanted = {_editors()} if is_editor(account) else set()
    if owned := own_pages(account):
        wanted.add(_writers(account, owned))
    if set(account.groups.all()) != wanted:
        account.groups.set(wanted)


def _editors() -> Group:
    """Return the group of the editorial office, made with its rights when it is new."""
    group, is_new = Group.objects.get_or_create(name=EDITORS)
    if is_new:
        root = pages.root()
        _may_enter(group)
        _may_use_library(group)
        _give(group, [root], EVERYTHING)
        _make_workflow(root, group)
    return group


def _writers(account: Account, owned: Iterable[PortalPage]) -> Group:
    """Return the group of one account with pages of its own, its rights as they are today."""
    group, is_new = Group.objects.get_or_create(name=f"Konfluenz: {account.pk}")
    if is_new:
        _may_enter(group)
        _may_use_library(group)
    _give(group, owned, WRITING)
    return group


def _give(group: Group, owned: Iterable[PortalPage], codenames: Iterable[str]) -> None:
    """Let `group` do what `codenames` say on `owned` and all below them, and nowhere else."""
    wanted = {(page.pk, codename) for page in owned for codename in codenames}
    there = {
        (row.page_id, row.permission.codename): row
        for row in GroupPagePermission.objects.filter(group=group).select_related("permission")
    }
    gone = [row.pk for key, row in there.items() if key not in wanted]
    if gone:
        GroupPagePermission.objects.filter(pk__in=gone).delete()
    if new := wanted - set(there):
        permissions = _permissions(codename for _page, codename in new)
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page_id=page, permission=permissions[codename])
            for page, codename in sorted(new)
        )


def _may_enter(group: Group) -> None:
    group.permissions.add(Permission.objects.get(codename="access_admin"))


def _may_use_library(group: Group) -> None:
    collection = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission)
        for permission in Permission.objects.filter(
            codename__in=LIBRARY, content_type__app_label__in=["wagtailimages", "wagtaildocs"]
        )
    )


def _make_workflow(root: PortalPage, group: Group) -> None:
    """Let the editorial office release what others write, in place of Wagtail's own workflow."""
    task, _is_new = GroupApprovalTask.objects.get_or_create(name=WORKFLOW)
    task.groups.set([group])
    workflow, _is_new = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 1})
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})


def _permissions(codenames: Iterable[str]) -> dict[str, Permission]:
    found = Permission.objects.filter(
        codename__in=set(codenames), content_type__app_label="wagtailcore"
    )
    return {permission.codename: permission for permission in found}

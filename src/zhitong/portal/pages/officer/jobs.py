"""Jobs behind the site, for administrators: whether the queue moves, and what was given up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhitong.portal.accounts.perms import Viewer, is_administrator
from zhitong.portal.foundation.jobs import keeping
from zhitong.portal.foundation.problems import NotFound
from zhitong.portal.pages.access import Audience, open_to

MOST = 200


def administrators_only(person: Viewer) -> None:
    """Raises PermissionDenied for everybody else."""
    if not is_administrator(person):
        raise PermissionDenied(_("后台任务只对“管理员”开放。"))


@open_to(Audience.OFFICER)
def jobs(request: HttpRequest) -> HttpResponse:
    """Health, and each job given up with what it was and where it failed; never its arguments."""
    administrators_only(request.user)
    rows = [
        {
            "pk": str(one.pk),
            "name": one.task_path.rpartition(".")[2],
            "ended": one.finished_at,
            "problem": last_line(one.traceback) or one.exception_class_path.rpartition(".")[2],
        }
        for one in keeping.given_up(MOST)
    ]
    shown = {"health": keeping.health(), "rows": rows, "most": MOST}
    return render(request, "officer/jobs.html", shown)


def last_line(traceback: str) -> str:
    """Kind and place of a failure: the queue keeps no message that could hold what a person wrote."""
    lines = traceback.strip().splitlines()
    return lines[-1].rpartition("GivenUp: ")[2][:200] if lines else ""


@open_to(Audience.OFFICER)
@require_POST
def start_jobs_again(request: HttpRequest) -> HttpResponse:
    """One job or all that are listed; who came late is told."""
    administrators_only(request.user)
    named = request.POST.get("job", "")
    lying = {str(one.pk) for one in keeping.given_up(MOST)}
    if named and named not in lying:
        raise NotFound
    for pk in [named] if named else sorted(lying):
        keeping.start_again(pk=pk, actor=request.user.pk or 0)
    messages.success(request, _("已重新排队。"))
    return redirect("jobs")

"""Addresses of everything about *Aufgaben*."""

from django.urls import path

from konfluenz.office.actions import task_acts, tasks

ONE = "aufgaben/<uuid:public_id>/"

urls = [
    path("aufgaben/", tasks.list_tasks, name="tasks"),
    path("aufgaben/neu/", tasks.add, name="task-add"),
    path(ONE, tasks.task, name="task"),
    path(f"{ONE}bearbeiten/", tasks.edit, name="task-edit"),
    path(f"{ONE}beginnen/", task_acts.start, name="task-start"),
    path(f"{ONE}erledigt/", task_acts.finish, name="task-finish"),
    path(f"{ONE}ueberholt/", task_acts.overtake, name="task-overtake"),
    path(f"{ONE}ablehnen/", task_acts.reject, name="task-reject"),
    path(f"{ONE}verschieben/", task_acts.postpone, name="task-postpone"),
    path(f"{ONE}abgeben/", task_acts.delegate, name="task-delegate"),
    path(f"{ONE}wieder-oeffnen/", task_acts.reopen, name="task-reopen"),
]

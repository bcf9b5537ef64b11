"""One of everything, so that each address has something to open: own, and somebody else's."""

import base64
import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from tests.house import answered, steered
from tests.house.world_addresses import ABOVE, FIXED, SLUGS

from konfluenz.actions import tasks
from konfluenz.council import (
    consultations,
    imports,
    links,
    papers,
    resolutions,
    results,
)
from konfluenz.council.models import Meeting as Session
from konfluenz.council.models import OparlImport, Sentence
from konfluenz.council.papers import PartText, SentenceText
from konfluenz.directory import (
    districts,
    goods,
    groups,
    memberships,
    municipality,
    organizations,
    places,
    posts,
    programmes,
    resources,
    responsibilities,
    services,
    topics,
    units,
)
from konfluenz.directory.models import Review, Topic
from konfluenz.enquiries import enquiries
from konfluenz.enquiries.models import Mail
from konfluenz.events import events, invitations, meetings, occurrences
from konfluenz.ground import files, outbox
from konfluenz.ground.imports import kinds
from konfluenz.ground.imports import lists as read_lists
from konfluenz.ground.models import Run
from konfluenz.people import accounts, consents, contacts, languages, merging, persons, roles
from konfluenz.publishing import checklists, pages, situations
from konfluenz.publishing.models import OutsideLink, SearchMiss
from konfluenz.publishing.translating import terms
from konfluenz.steering import areas, concepts, goals, recommendations
from konfluenz.steering.freezing import snapshots
from konfluenz.steering.measuring import indicators, observations
from konfluenz.volunteering import opportunities, placements, skills, volunteers

PIXEL = "".join(
    [
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
        "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    ]
)
"""A PNG of one pixel."""

TODAY = timezone.localdate()


class World:
    """A city with two units; each role's account holds a post in the first."""

    def __init__(self) -> None:
        municipality.set_up("Musterstadt", land="RP", by=None)
        topics.ensure()
        self.own_unit = units.add("Ordnungsamt", kind="office", by=None, mail="31@example.org")
        self.other_unit = units.add("Sozialamt", kind="office", by=None, mail="50@example.org")
        picture = ContentFile(base64.b64decode(PIXEL), name="logo.png")
        self.logo = files.store(picture, owner=self.own_unit, public=True, by=None)
        self.typed = {"unit": str(self.other_unit.public_id)}
        self.topic = Topic.objects.first()
        self.post = posts.add(self.own_unit, "Ordnung", by=None)
        self._people()
        self._records()
        self._steering()
        self._one |= steered.all_of(self._one["goal"], self.own_unit)
        self._meetings()
        self._council()
        self._public()
        self._runs()
        self._imports()
        self.accounts = {role.value: self._account(role.value) for role in roles.Role}

    def arguments(self, url: str, whose: str, given: tuple[str, ...]) -> dict[str, Any]:
        """Return what the address needs: a record of `whose`, and its part with a key."""
        found: dict[str, Any] = {"language": "de", "purpose": "newsletter", "role": "coordinator"}
        found |= {"part": "stadt", "address": "beratung", "uidb36": "1", "key": "x", "form": "ttl"}
        found |= {"which": "dubletten", "path": "demo-seite", "rest": "ratgeber/demo-seite/"}
        found |= {"slug": self.shown.slug, "label": "oeffentlich", "token": "x"}
        found |= {"number": 1, "kind": "directory.orgunit", "record_id": self.own_unit.public_id}
        found["day"] = str(TODAY + dt.timedelta(days=1))
        found |= self._narrowed(url)
        kind = url.removeprefix("office:").split("-")[0]
        record = self._record(kind, url, whose)
        if record is not None:
            found["public_id"] = record.public_id
        found["pk"] = self._parts.get(url.removeprefix("office:"), 0)
        return {name: found[name] for name in given}

    def _narrowed(self, url: str) -> dict[str, Any]:
        """Return the arguments that mean something else at this address."""
        found: dict[str, Any] = dict(FIXED.get(url, {}))
        if url.startswith("office:person"):
            found["language"] = "ar"
        if url.startswith("office:report"):
            found |= {"kind": "json", "section": "conclusions"}
        if url.startswith("portal:event"):
            found["slug"] = self._one["event"].slug
        if url in SLUGS:
            found["slug"] = self._one[SLUGS[url]].slug
        if url == "portal:file":
            found["key"] = self.logo.key
        return found

    def _record(self, kind: str, url: str, whose: str) -> Any:
        if kind == "import":
            return self.import_run if url.endswith("import-run") else self.dropped
        if kind == "run":
            return self.runs[whose]
        if kind == "enquiry":
            return self.enquiries[whose]
        if url.startswith("portal:opportunity"):
            return self.opportunity
        if kind == "task":
            return self.closed[whose] if url.endswith("reopen") else self.tasks[whose]
        if url == "office:message-letter":
            return self.letter
        if url == "office:post-add":
            return self.own_unit
        return self._one.get(ABOVE.get(url, kind))

    def _people(self) -> None:
        self.person = persons.add("Ada Demo", by=None, names=[("arabic", "آدا")])
        self.mail = contacts.add(self.person, "mail", "ada@example.org", by=None)
        languages.put(self.person, "ar", "native", by=None)
        given = {"wording": "1", "language": "de", "channel": "paper", "by": None}
        consents.give(self.person, "newsletter", **given)
        accounts.open(self.person, "ada@login.example", by=None)
        self.grant = roles.grant(self.person, "trainer", by=None)
        self.merge = merging.merge(self.person, persons.add("Ada Demo", by=None), by=None)

    def _records(self) -> None:
        organization = organizations.add("Demo-Verein", kind="association", by=None)
        member = memberships.add(organization, self.person, by=None)
        group = groups.add("working_group", name="Demo-Kreis", by=None)
        joined = groups.join(group, person=self.person, by=None)
        self.tasks = {"own": self._task(self.own_unit), "foreign": self._task(self.other_unit)}
        self.closed = {
            whose: tasks.finish(self._task(task.unit), "Getan.", by=None)
            for whose, task in self.tasks.items()
        }
        self.enquiries = {
            "own": self._asked(self.own_unit),
            "foreign": self._asked(self.other_unit),
        }
        self.letter = outbox.send("people/mail/none", to=self.person, channel="letter")
        pdf = ContentFile(b"%PDF-1.7 a letter", name="letter.pdf")
        files.store(pdf, owner=self.letter, public=False, by=None, kinds=files.PDF)
        self._one = {
            "person": self.person,
            "organisation": organization,
            "group": group,
            "place": places.add("Demo-Haus", by=None),
            "district": districts.add("Demo-Teil", by=None),
            "unit": self.own_unit,
            "post": self.post,
            "responsibility": responsibilities.assign(self.topic, self.own_unit, by=None),
            "message": outbox.send("people/mail/none", to=self.person, about=self.person),
        }
        self._parts = {
            "person-name-remove": self.person.names.get().pk,
            "person-contact-prefer": self.mail.pk,
            "person-contact-remove": self.mail.pk,
            "person-role-revoke": self.grant.pk,
            "person-unmerge": self.merge.pk,
            "organisation-contact-end": member.pk,
            "group-leave": joined.pk,
        }

    def _steering(self) -> None:
        concept = concepts.add("Demo-Konzept", "2022", by=None)
        area = areas.add(concept, 1, by=None)
        given = {"definition": "Was gezählt wird.", "unit": "percent", "by": None}
        indicator = indicators.add("demo", "Demo-Kennzahl", **given)
        self._one |= {
            "concept": concept,
            "area": area,
            "goal": goals.add(area, "Ein Ziel.", by=None),
            "indicator": indicator,
            "observation": observations.add(indicator, 5, TODAY, source="Liste", by=None),
            "snapshot": snapshots.take("Demo", TODAY, TODAY, by=None),
        }

    def _meetings(self) -> None:
        """Add a meeting to which somebody is invited, and what its group recommends."""
        begins = timezone.now() + dt.timedelta(days=3)
        given = {"place": self._one["place"], "agenda": ["Eins", "Zwei"], "by": None}
        meeting = meetings.plan(self._one["group"], begins, **given)
        invitations.invite(meeting, by=None)
        item = meeting.items.get(position=2).pk
        self._one["meeting"] = meeting
        self._one["recommendation"] = recommendations.add(self._one["group"], "Demo", by=None)
        self._parts["meeting-answer"] = meeting.attendances.get().pk
        self._parts |= dict.fromkeys((f"meeting-item-{act}" for act in ("edit", "up")), item)
        self._parts["meeting-item-remove"] = item

    def _council(self) -> None:
        council = organizations.add("Demo-Rat", kind="council", by=None)
        sentence = SentenceText("Die Verwaltung wird etwas tun.", kind="promise")
        values = {"paper_type": "information", "reference": "UV/0001/2024", "subject": "Demo"}
        paper = papers.add(values, parts=[PartText(sentences=[sentence])], by=None)
        station = consultations.add(paper, council, date=TODAY, by=None)
        results.enter(station, "noted", by=None)
        file = ContentFile(b"Ein Papier.", name="papier.txt")
        self._one |= {
            "paper": paper,
            "mirror": paper,
            "consultation": station,
            "result": station,
            "resolution": resolutions.add(council, TODAY, "Demo", paper=paper, by=None),
            "import": imports.take(file, by=None),
        }
        held = timezone.now()
        self._one["council"] = Session.objects.create(body=council, starts_at=held)
        promise = Sentence.objects.get()
        self._parts["paper-promise"] = promise.pk
        link = links.add_task(promise, self.tasks["own"], by=None)
        self._parts["mirror-link-remove"] = link.pk
        self._one |= answered.all_of(council, promise, self.own_unit)

    def _public(self) -> None:
        """Add what everybody may read on the portal."""
        concepts.add("Demo-Konzept für alle", "oeffentlich", public=True, by=None)
        text = [PartText(sentences=[SentenceText("Es gibt etwas zu lesen.")])]
        values = {"paper_type": "information", "subject": "Für alle"}
        self.shown = papers.publish(papers.add(values, parts=text, by=None), mirror=True, by=None)
        given = {"expires_on": TODAY + dt.timedelta(days=60), "timing": "flexible", "by": None}
        self.opportunity = opportunities.add(
            "Lesepatin", "Vorlesen", unit=self.own_unit, insured_by="municipality", **given
        )
        self._one["opportunity"] = self.opportunity
        self._one["event"] = self._event()
        self._one["page"] = self._page()
        self._offers()
        self._upkeep()
        self._one["volunteer"] = volunteers.add(self.person, state="active", by=None)
        self._one["skill"] = skills.add("Vorlesen", by=None)
        self._one["translation"] = self.topic
        self._one["term"] = terms.add("Wohngeld", "uk", "допомога", by=None)
        self._matching(self._one["volunteer"], given)

    def _offers(self) -> None:
        """Add one of each kind that the directory tells."""
        offered = services.add("Treff", unit=self.own_unit, summary="Ein Treff.", by=None)
        funded = programmes.add("Demo-Topf", funder="Demo-Stiftung", by=None)
        given = {"organization": self._one["organisation"], "by": None}
        expires_on = TODAY + dt.timedelta(days=60)
        self._one |= {
            "service": services.publish(offered, by=None),
            "programme": programmes.publish(funded, by=None),
            "goods": goods.add("Demo-Jacken", expires_on=expires_on, **given),
            "resource": resources.add("Demo", "https://example.org", by=None),
        }

    def _upkeep(self) -> None:
        """Add what is due of the portal: an entry in question, a link, a gap."""
        self._one["content"] = Review.objects.get(label="directory.service")
        now = timezone.now()
        self._one["link"] = OutsideLink.objects.create(
            url="https://example.org/", host="example.org", since=now, next_at=now
        )
        gap = SearchMiss.objects.create(query="kita", locale="de", count=3, last_on=TODAY)
        self._parts["content-gap-task"] = gap.pk
        self._one["checklist"] = checklists.add("Anmelden", phase="days", by=None)

    def _page(self) -> Any:
        """Return a page of the portal as the doors name it."""
        situations.ensure()
        page = pages.add(pages.root(), "Demo-Seite", by=None)
        return SimpleNamespace(public_id=page.translation_key)

    def _event(self) -> Any:
        """Return a public event on every day from tomorrow on."""
        begins = occurrences.midnight(TODAY + dt.timedelta(days=1))
        given = {"starts_at": begins, "ends_at": begins + dt.timedelta(hours=2), "by": None}
        made = events.add(
            "Treff", unit=self.own_unit, place=self._one["place"], rrule="FREQ=DAILY", **given
        )
        return events.publish(made, by=None)

    def _matching(self, volunteer: Any, given: dict[str, Any]) -> None:
        """Bring the two sides together once."""
        more = {"unit": self.own_unit, "insured_by": "municipality", "wanted": 3}
        where = opportunities.add("Sprachcafé", "Zuhören", **more, **given)
        now = timezone.now()
        asked = {"asked_at": now, "answer_by": now + dt.timedelta(days=7)}
        self._one["proposal"] = where.proposals.create(volunteer=volunteer, **asked)
        placed = placements.start(where, volunteer, by=None)
        said = placed.hours.create(date=TODAY, minutes=90, reported_by="volunteer")
        self._one["placement"] = placed
        self._parts |= {
            "placement-check-in": placed.check_ins.all()[0].pk,
            "placement-check-in-settle": placed.check_ins.all()[0].pk,
            "placement-hours-edit": said.pk,
            "placement-hours-decide": said.pk,
        }

    def _runs(self) -> None:
        """Add long work of nobody in particular, and somebody's."""
        somebody = {"by_label": "people.account", "by_id": "0"}
        make = Run.objects.create
        self.runs = {"own": make(kind="demo"), "foreign": make(kind="demo", **somebody)}
        over = {"state": "done", "ended_at": timezone.now(), "result": {}}
        found = over | {"result": {"pairs": [], "left_open": []}}
        self._one["matching"] = make(kind="matching", **found)
        self._one["results"] = make(kind="first-results", **over)
        self._one["takeout"] = make(kind="takeout", **over)
        reading = OparlImport.objects.create(address="https://ris.example.org/oparl/system")
        self._one["oparl"] = make(kind="oparl", values={"import": reading.pk}, **over)
        made = ContentFile(b"%PDF-1.7 all of it", name="alles.pdf")
        files.store(made, owner=self._one["takeout"], public=False, by=None, kinds=files.PDF)

    def _imports(self) -> None:
        """Add a list that waits for its trial."""
        kind = kinds.named("volunteers")
        file = ContentFile(b"Name;Ort\nAda Demo;Koblenz\n", name="liste.csv")
        self.dropped = read_lists.take(file, kind, by=None)
        run = Run.objects.create(kind="demo", values={"import": str(self.dropped.public_id)})
        self.import_run = run

    def _task(self, unit: Any) -> Any:
        return tasks.add("Etwas tun", unit=unit, due_date=TODAY + dt.timedelta(days=3), by=None)

    def _asked(self, unit: Any) -> Any:
        made = enquiries.receive("Eine Frage", "Gibt es Kurse?", way="mail", unit=unit, by=None)
        Mail.objects.create(
            contribution=made.contributions.get(),
            digest=str(made.public_id),
            raw="Subject: Eine Frage",
            revision=0,
            taken_in_at=timezone.now(),
        )
        return made

    def _account(self, role: str) -> Any:
        person = persons.add(f"Demo {role}", by=None)
        account = accounts.open(person, f"{role}@login.example", by=None)
        roles.grant(person, role, by=None)
        held = posts.add(self.own_unit, f"Stelle {role}", by=None)
        posts.appoint(held, person, valid_from=TODAY, by=None)
        account.refresh_from_db()
        return account

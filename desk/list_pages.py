"""The lists that come in: people who join, authorities, tips in flight. What each page says and shows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from desk import agency_lists, arrivals, people_lists
from desk.forms_agencies import AgencyListForm
from desk.forms_arrival import ArrivalForm
from desk.forms_people import PeopleListForm
from desk.lists import ListPage

PEOPLE_LIST = ListPage(
    title=_("Enter people by a list"),
    about=_(
        "Each line is a person with their duties. They are invited afterwards, and choose a password themselves."
    ),
    back="desk:people",
    back_title=_("People"),
    good=_("Every line can be entered. Nobody is entered yet."),
    bad=_("Some lines cannot be entered, so nobody is. Mend the list and choose it again."),
    press=_("Enter all of them"),
    columns={_("Name"): "who", _("Agency"): "agency", _("Duties"): "duty_labels"},
    form=PeopleListForm,
    empty="desk:people_template",
    file="people",
    sheet="人员",
    choices=lambda: ("可填的职责", people_lists.duties_to_write()),
)
AGENCY_LIST = ListPage(
    title=_("Enter authorities by a list"),
    about=_("Each line is an authority. Lists of people name it by its handle or its full name."),
    back="desk:agencies",
    back_title=_("Authorities"),
    good=_("Every line can be entered. None is entered yet."),
    bad=_("Some lines cannot be entered, so none is. Mend the list and choose it again."),
    press=_("Enter all of them"),
    columns={
        _("Name of the authority"): "name",
        _("Short name"): "short_name",
        _("Handle"): "code",
        _("Place"): "place",
        _("Kind of authority"): "kind",
    },
    form=AgencyListForm,
    empty="desk:agencies_template",
    file="agencies",
    sheet="单位",
    choices=lambda: ("可填的类别", agency_lists.kinds_to_write()),
)
ARRIVAL = ListPage(
    title=_("Tips in flight come in"),
    about=_(
        "Tips that were handled on paper or in Excel come in with their old numbers, the days from which their periods "
        "run, and what was done. What reporters said and who they are is sealed on arrival."
    ),
    back="intake:queue",
    back_title=_("Intake"),
    good=_("Every line can be taken in, or is in already. Choose the same file again to take them in."),
    bad=_("Some lines cannot be taken in, so none is. Mend the list and check it again."),
    press=_("Take all of them in"),
    columns={
        _("Old number"): "given",
        _("Unit"): "unit_name",
        _("Received"): "received_on",
        _("Accepted"): "accepted_on",
    },
    form=ArrivalForm,
    empty="desk:arrival_template",
    file="arrival",
    sheet="在办举报",
    choices=lambda: ("可填的类别", arrivals.kinds_to_write()),
)

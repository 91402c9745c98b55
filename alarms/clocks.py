"""How long a call may ring before the next in line is called."""

from alarms.models import Alarm
from workflow.clocks import clocks_on

alarm = clocks_on(Alarm.label())

alarm("alarm.acknowledge", starts=("raise", "climb", "hand_on"), ends="acknowledge")

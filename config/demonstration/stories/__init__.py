"""What is told in the demonstration: tips as people write them, and how far each has come."""

from config.demonstration.stories.concealed import CONCEALED
from config.demonstration.stories.desk import AT_THE_DESK
from config.demonstration.stories.investigated import UNDER_INVESTIGATION
from config.demonstration.stories.penalised import PENALISED

STORIES = (*AT_THE_DESK, *UNDER_INVESTIGATION, *PENALISED, *CONCEALED)

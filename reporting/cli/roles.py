"""What the roles are called where somebody reads them; `--role` takes them as they are stored."""

from __future__ import annotations

from reporting.domain.labels import N_

ROLES = {
    "advocate": N_("advocate"),
    "outreach": N_("outreach"),
    "coordinator": N_("coordinator"),
}

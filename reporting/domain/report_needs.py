"""What a report calls for at once: care with a deadline, help now, keeping police out."""

from datetime import date, timedelta

from reporting.domain.report import Account, text_of
from reporting.domain.report_day import parse_day

RECENT_DAYS = 7  # forensic kits and emergency contraception end within it; "this week" is as far
URGENT_HARMS = frozenset(
    {
        "sexual_assault",
        "forced_act",
        "condom_removed",  # prophylaxis against HIV is started within 72 hours
        "sti_concern",
        "physical_assault",
        "drugged",
    }
)
_BODY_HURT = frozenset({"bruises", "cuts", "broken", "head", "choked", "inside", "other"})
_RECENT = frozenset({"today", "yesterday", "this_week"})


def urgent_care_applies(account: Account, today: date | None = None) -> bool:
    """Tell whether the deadlines for care should be shown: a recent assault, or being drugged.

    Recent is her own word for it, or, with `today`, an exact day in the last week.
    """
    harmed = URGENT_HARMS.intersection(account.values("incident_types"))
    hurt = _BODY_HURT.intersection(account.values("injuries"))
    return bool(harmed or hurt) and _is_recent(account, today)


def danger_now(account: Account) -> bool:
    """Tell whether she said that she is in danger now."""
    return account.text("danger_now") == "yes"


def is_about_police(account: Account) -> bool:
    """Tell whether the account says that police did it, in any of the ways to say so."""
    return "police" in _roles(account) or "abuse_police" in account.values("incident_types")


def may_be_about_police(account: Account) -> bool:
    """Tell whether the report may be about police, who must then not receive it.

    A report about "an authority" that nobody has described further counts as well: a wrong yes
    costs a question, a wrong no hands her to those she reports.
    """
    if is_about_police(account):
        return True
    harms, roles = account.values("incident_types"), _roles(account) - {"", "unknown"}
    described = "abuse_authority" in harms or bool(roles)
    return account.text("report_kind") == "authority" and not described


def _roles(account: Account) -> set[str]:
    return {text_of(person, "person_role") for person in account.persons}


def _is_recent(account: Account, today: date | None) -> bool:
    """Tell whether it happened within the last week, as far as was said."""
    if account.text("when_rough") in _RECENT:
        return True
    day = parse_day(account.text("happened_on"))
    exact = day.as_date() if day else None
    if exact is None or today is None:
        return False
    return timedelta(0) <= today - exact <= timedelta(days=RECENT_DAYS)

/** What happened with a report: the first room of templates/intake/mailbox_rooms.html. */

const HAPPENINGS = [
  "compared", "bulletin", "corrected", "recalled", "sheet", "forwarded", "file_number", "question", "narrowed", "deletion_stopped",
];
const NUMBERED = ["bulletin", "corrected"];

/** One step as the templates name it; `forces` are names of police forces by slug. */
export function stepOf({ event, detail, day }, forces) {
  const known = event === "forwarded" ? forces[detail] : "";
  return {
    ...Object.fromEntries(HAPPENINGS.map((name) => [name, name === event])),
    day,
    detail: known || detail,
    numbered: NUMBERED.includes(event) && /^\d+$/.test(detail),
  };
}

/** What the room shows. @param {import("./visit.mjs").Visit} visit */
export function happenedWith({ opened, choices, rules }) {
  const { received, status, events, deletions, witnessed, statements } = opened;
  const looked = status?.stage === "looked_at";
  const seen = status?.consent_version ?? 0;
  // Looking has stopped them: they are off the site by her no.
  const stopped = choices && !choices.consent_bulletin ? opened.stops.map(({ number }) => String(number)) : [];
  const stepWith = (event) => {
    const step = stepOf(event, rules.forces);
    return { ...step, off_site: step.numbered && stopped.includes(event.detail) };
  };
  return {
    opened: {
      received,
      status: { day: status?.day, consent_version: seen },
      events: events.map(stepWith),
      deletions: deletions.map(({ scope, due }) => ({ all: scope === "all", contact: scope !== "all", due })),
      witnessed,
    },
    looked_at: looked,
    not_looked_at: !looked,
    unseen: seen === 0,
    not_newest: seen < (statements?.at(-1).version ?? 0),
  };
}

/** What a report calls for at once: reporting/domain/report_needs.py. */

const HARMS = ["sexual_assault", "forced_act", "condom_removed", "sti_concern", "physical_assault", "drugged"];
const HURT = ["bruises", "cuts", "broken", "head", "choked", "inside", "other"];
const RECENT = ["today", "yesterday", "this_week"];
const RECENT_DAYS = 7;
const DAY = 24 * 60 * 60 * 1000;

/** Whether the deadlines for care apply: a recent assault, or being drugged. */
export function urgentCare({ answers }, today) {
  const harmed = answers.incident_types?.some((harm) => HARMS.includes(harm));
  const hurt = answers.injuries?.some((injury) => HURT.includes(injury));
  return Boolean(harmed || hurt) && isRecent(answers, today);
}

export const dangerNow = ({ answers }) => answers.danger_now === "yes";

function isRecent({ when_rough: rough, happened_on: day = "" }, today) {
  if (RECENT.includes(rough)) return true;
  const passed = (Date.parse(today) - Date.parse(day.replace("?", ""))) / DAY;
  return /^\d{4}-\d\d-\d\d\??$/.test(day) && passed >= 0 && passed <= RECENT_DAYS;
}

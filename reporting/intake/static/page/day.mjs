/** A day of which parts may be missing: reporting/domain/report_day.py. */
import { numberOf } from "./text.mjs";

const UNKNOWN = ["", "unknown"];

/**
 * @param {{year: string, month: string, day: string}} typed
 * @returns {{year?: number, month?: number, day?: number, unsure: boolean}|null} null when no day fits
 */
export function readDay(typed, unsure) {
  const day = { unsure };
  for (const part of ["year", "month", "day"]) {
    const text = typed[part].trim();
    if (UNKNOWN.includes(text)) continue;
    day[part] = numberOf(text);
    if (Number.isNaN(day[part])) return null;
    // A year of two digits is of this century.
    if (part === "year" && [...text].length <= 2) day.year += 2000;
  }
  return exists(day) ? day : null;
}

// 29 February passes when the year is not known; without a month, any day that some month has.
function exists({ year = 2000, month = 1, day = 1 }) {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= last;
}

export const isEmptyDay = ({ year, month, day }) => [year, month, day].every((part) => part === undefined);

/** Whether every day that this can mean lies after `today` (ISO text). */
export function isAfter({ year, month, day }, today) {
  const [y, m, d] = today.split("-").map(Number);
  if (year === undefined) return false;
  if (year !== y || month === undefined) return year > y;
  if (month !== m || day === undefined) return month > m;
  return day > d;
}

const digits = (value, length) => (value === undefined ? "X".repeat(length) : String(value).padStart(length, "0"));

/** EDTF: `2026-05-XX?`. */
export const dayText = ({ year, month, day, unsure }) =>
  `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}${unsure ? "?" : ""}`;

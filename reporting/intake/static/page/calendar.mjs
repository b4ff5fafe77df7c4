/** Days as ISO text, and in words. */

const DAY = 24 * 60 * 60 * 1000;

/** A day in the words of the page's language; `form` is "long" or "full", "" gives "". */
export const dayWords = (day, form = "long") =>
  day ? new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: form, timeZone: "UTC" }).format(atNoon(day)) : "";

/** "May 2026" in the language of the page. @param {string} month `2026-05` */
export const monthWords = (month) =>
  new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", year: "numeric", timeZone: "UTC" }).format(atNoon(`${month}-01`));

/** The day `count` days after another; "" after none. */
export const daysAfter = (day, count) =>
  day ? new Date(Date.parse(day) + count * DAY).toISOString().slice(0, 10) : "";

const atNoon = (day) => new Date(`${day}T12:00:00Z`);

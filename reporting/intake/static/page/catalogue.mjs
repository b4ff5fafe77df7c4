/**
 * The questions of the form, written by vendor-js/catalogue.py from reporting/domain/catalogue.py.
 *
 * By where an answer is sealed (or the group it repeats in): name, sign of the kind, and the most
 * signs where there can be words; `*` where the organisation has the list.
 */
const KINDS = { t: "text", l: "line", c: "choice", m: "choices", d: "day", f: "flag" };
const PLACES = {
  account: "report_kind:c told_by:c danger_now:c incident_types:m what_happened:t20000 severity:c completed:c weapon:m weapon_detail:l200 injuries:m injuries_detail:t1000 drugs:m drugs_detail:l200 when_rough:c happened_on:d part_of_day:c clock_time:l50 happened_before:c area:c100* area_other:l100 place_type:c place_detail:t500 first_contact:c ad_site:l200 ad_handle:l200 known_by:l1000",
  person: "person_role:c person_name:l200 person_gender:c person_age:c person_appearance_race:c100* person_height:c person_build:c person_hair:c person_hair_length:c person_facial_hair:c person_eyes:c person_glasses:c person_clothing:t500 person_marks:t500 person_smell:t500 person_accent:t500 person_behaviour:t1000",
  identifier: "identifiers_kind:c identifiers_value:l200 identifiers_partial:f",
  vehicle: "vehicle_plate:l20 vehicle_region:l100 vehicle_make:l100 vehicle_model:l100 vehicle_type:c vehicle_colour:c vehicle_detail:l500",
  contact: "support_wanted:m contact_name:l100 contact_how:l300 contact_when_safe:l200 contact_say_we_are:l200 your_work:c your_gender:c your_language:c100* your_age_19:c your_control:c",
  consent: "warn_others:c consent_bulletin:f ask_before_publishing:f ask_otherwise:c ask_days:c consent_statistics:f consent_compare:f consent_partners:f consent_contact:f consent_police_report:f police_force:c100* police_place_exact:f police_time_exact:f police_pictures:f police_own_words:f police_leave_out:m100* consent_police_information:f consent_police_questions:f",
};

export const GROUPS = ["person", "vehicle", "identifier"];

/** Name -> kind, most, list, place; in the order in which they are asked. */
export const FIELDS = new Map(
  Object.entries(PLACES).flatMap(([place, fields]) =>
    fields.split(" ").map((field) => {
      const [, name, kind, most, list] = /^(.+):(.)(\d*)(\*?)$/.exec(field);
      return [name, { place, kind: KINDS[kind], most: Number(most), list: list !== "" }];
    }),
  ),
);

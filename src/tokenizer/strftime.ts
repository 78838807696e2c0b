import { own } from "#base/own.ts";

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** C's strftime in the C locale, with the directives that templates use; others stay as they are. */
export function strftime(format: string, date: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = days[date.getDay()]!;
  const month = months[date.getMonth()]!;
  const directives: Readonly<Record<string, string>> = {
    Y: String(date.getFullYear()),
    y: two(date.getFullYear() % 100),
    m: two(date.getMonth() + 1),
    B: month,
    b: month.slice(0, 3),
    d: two(date.getDate()),
    e: String(date.getDate()).padStart(2),
    A: day,
    a: day.slice(0, 3),
    H: two(date.getHours()),
    I: two(date.getHours() % 12 || 12),
    M: two(date.getMinutes()),
    S: two(date.getSeconds()),
    p: date.getHours() < 12 ? "AM" : "PM",
    "%": "%",
  };
  return format.replaceAll(/%([^])/g, (directive, letter: string) => own(directives, letter) ?? directive);
}

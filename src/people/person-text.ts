import type { Role } from '../chat/actor.ts';
import { shorten } from '../chat/text.ts';
import { TuttiError } from '../errors.ts';

const badText = (sentence: string) => new TuttiError('bad_text', sentence);

/** A text as a sentence quotes it. */
export const short = (text: string): string => shorten(text, 60);

const MAX_NAME = 100;
const MAX_DEPARTMENT_NAME = 60;
const MAX_EMAIL = 254;

/** Spreadsheets run a cell that begins like this, wherever the name is exported to. */
const FORMULA = /^[=+\-@]/;
/** Control characters, line breaks among them, halves of characters, and what turns the direction of the text after it. */
const UNSEEN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** A name of a person or a department that somebody typed or gave in a file; `what` is "name" or "department". */
export function readName(text: string, what: 'name' | 'department'): string {
  const name = readText(text.trim().replace(/ {2,}/g, ' '));
  const most = what === 'name' ? MAX_NAME : MAX_DEPARTMENT_NAME;
  if (name.length > most) throw badText(`The ${what} has ${name.length} characters; at most ${most} fit.`);
  if (FORMULA.test(name))
    throw badText(
      `The ${what} “${short(name)}” begins like a formula, with ${name.slice(0, 1)}. Take that sign out.`,
    );
  return name;
}

/** An e-mail address in small letters: one @, a dot behind it, no spaces. Whether it exists only a message could tell. */
export function readEmail(text: string): string {
  const email = text.trim().toLowerCase();
  const sensible =
    /^[^\s@,;:<>()[\]"\\=+\-.][^\s@,;:<>()[\]"\\]*@[^\s@,;:<>()[\]"\\.]+(\.[^\s@,;:<>()[\]"\\.]+)+$/;
  if (!sensible.test(email) || email.length > MAX_EMAIL || UNSEEN.test(email))
    throw badText(`“${short(text)}” is not an e-mail address. Write it like ana@example.com.`);
  return email;
}

const roles: Readonly<Record<string, Role>> = {
  member: 'member',
  lead: 'lead',
  manager: 'manager',
  administrator: 'administrator',
  admin: 'administrator',
};

export function readRole(text: string): Role {
  const role = Object.entries(roles).find(([word]) => word === text.toLowerCase())?.[1];
  if (role) return role;
  throw badText(`I do not know the role “${short(text)}”. Write member, lead, manager or administrator.`);
}

/** A text without what nobody can see. */
export function readText(text: string): string {
  if (UNSEEN.test(text))
    throw badText('There is a line break, or a sign that cannot be seen, within a text. Take it out.');
  return text;
}

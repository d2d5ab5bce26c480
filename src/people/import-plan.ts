import { createHash } from 'node:crypto';
import type { Role } from '../chat/actor.ts';
import { TuttiError } from '../errors.ts';
import type { TableRow } from './import-file.ts';
import type { ImportField, MappedTable } from './import-mapping.ts';
import { readZone } from './local-time.ts';
import { readLocale } from './locale.ts';
import { readEmail, readName, readRole, readText, short } from './person-text.ts';

export type KnownPerson = {
  readonly id: string;
  readonly name: string;
  /** In small letters. */
  readonly email: string | null;
  readonly role: Role;
  readonly departmentId: string | null;
  readonly active: boolean;
  readonly zone: string | null;
  readonly locale: string | null;
  /** The chat platform they have a seat on: it knows better how they are called and where they live. */
  readonly chat: string | null;
};

/** What there is in the company before an import. */
export type KnownCompany = {
  readonly people: readonly KnownPerson[];
  readonly departments: readonly { readonly id: string; readonly name: string }[];
};

/** What a row sets; what it does not say stays as it is. Departments by name, for some are yet to be made. */
type Facts = {
  readonly name?: string;
  readonly role?: Role;
  readonly department?: string;
  readonly zone?: string;
  readonly locale?: string;
};

export type PlannedRow = {
  readonly line: number;
  readonly outcome: 'add' | 'change' | 'same' | 'fault';
  readonly name: string;
  readonly email: string | null;
  readonly sentence: string;
  /** Whom it is about; absent for somebody to add. */
  readonly personId?: string;
  readonly facts?: Facts;
};

export type ImportPlan = {
  readonly rows: readonly PlannedRow[];
  readonly counts: Readonly<Record<PlannedRow['outcome'], number>>;
  /** Departments to make, spelt as where they come first. */
  readonly departments: readonly string[];
  /** Another one as soon as any row would have another outcome. */
  readonly digest: string;
};

/** What importing a table would do, row by row. A row adds or changes somebody, and takes nobody away. */
export function planImport(table: MappedTable, company: KnownCompany): ImportPlan {
  const reader = createReader(table, company);
  const rows = keepAnAdministrator(table.readable ? table.rows.map(reader) : [], company);
  const counts = { add: 0, change: 0, same: 0, fault: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  const known = new Set(company.departments.map(({ name }) => name));
  const departments = [...new Set(rows.flatMap(({ facts }) => facts?.department ?? []))].filter(
    (name) => !known.has(name),
  );
  const digest = createHash('sha256')
    .update(JSON.stringify([rows, departments]))
    .digest('hex');
  return { rows, counts, departments, digest };
}

const fault = (sentence: string) => new TuttiError('bad_row', sentence);

/** Reads rows one after the other; one that repeats an earlier one is at fault. */
function createReader(table: MappedTable, company: KnownCompany): (row: TableRow) => PlannedRow {
  const find = createFinder(company.people);
  const nameOf = new Map(company.departments.map(({ id, name }) => [id, name]));
  const spelling = new Map(company.departments.map(({ name }) => [name.toLowerCase(), name]));
  const names = new Set(company.people.flatMap(({ name, active }) => (active ? name : [])));
  const rowOf = new Map<string, number>();
  // Reading a zone or a language costs Intl microseconds, and ten thousand rows have few of them.
  const zones = remember(readZone);
  const languages = remember(readLocale);

  function claim(key: string, line: number, what: string): void {
    const before = rowOf.get(key);
    if (before !== undefined) throw fault(`${what} in row ${before} already. Keep one of the two.`);
    rowOf.set(key, line);
  }

  function departmentOf(text: string): string {
    const name = readName(text, 'department');
    const spelt = spelling.get(name.toLowerCase()) ?? name;
    spelling.set(name.toLowerCase(), spelt);
    return spelt;
  }

  function read(row: TableRow): PlannedRow {
    const { line, cells } = row;
    if (cells.slice(table.columns.length).some((cell) => cell.trim() !== ''))
      throw fault(
        'This row has more cells than there are columns. Put a text with commas into quotation marks.',
      );
    const value = (field: ImportField) => readText(table.valueOf(row, field));
    const name = readName(value('name'), 'name');
    const email = value('email') === '' ? null : readEmail(value('email'));
    if (email) claim(`email ${email}`, line, 'This e-mail address is');
    const person = find(name, email);
    if (!person && name === '') throw fault('This row has no name. Write one, or take out the row.');
    const [role, department, zone, locale] = [
      value('role'),
      value('department'),
      value('zone'),
      value('locale'),
    ];
    const facts: Facts = {
      ...(name && { name }),
      ...(department && { department: departmentOf(department) }),
      ...(role && { role: readRole(role) }),
      ...(zone && { zone: zones(zone) }),
      ...(locale && { locale: languages(locale) }),
    };
    if (email) rowOf.set(`name ${name}`, rowOf.get(`name ${name}`) ?? line);
    else claim(`name ${name}`, line, `${short(name)} is`);
    if (!person) {
      const namesake = names.has(name) ? ` Another ${short(name)} is here already.` : '';
      return { line, outcome: 'add', name, email, sentence: additionText(facts) + namesake, facts };
    }
    claim(`person ${person.id}`, line, `${short(person.name)} is`);
    return {
      line,
      name: person.name,
      email: person.email,
      personId: person.id,
      ...changesOf(person, facts, nameOf.get(person.departmentId ?? '')),
    };
  }

  return (row) => {
    try {
      return read(row);
    } catch (error) {
      if (!(error instanceof TuttiError)) throw error;
      const shown = (field: ImportField) => short(table.valueOf(row, field));
      return {
        line: row.line,
        outcome: 'fault',
        name: shown('name'),
        email: shown('email') || null,
        sentence: error.message,
      };
    }
  };
}

function remember<Result>(read: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const result = known.get(text) ?? read(text);
    known.set(text, result);
    return result;
  };
}

/** Whom a row is about: who has its e-mail address; where it gives none, the only one of its name. */
function createFinder(people: readonly KnownPerson[]) {
  const byEmail = Map.groupBy(people, ({ email }) => email);
  const byName = Map.groupBy(
    people.filter(({ active }) => active),
    ({ name }) => name,
  );
  return (name: string, email: string | null): KnownPerson | undefined => {
    const found = email ? (byEmail.get(email) ?? []) : (byName.get(name) ?? []);
    const [person = found[0], ...more] = found.filter(({ active }) => active);
    if (more.length > 0) {
      throw fault(
        email
          ? 'Several people have this e-mail address, so I cannot tell whom you mean.'
          : `${more.length + 1} people are called ${short(name)}. Add the e-mail address of the one you mean.`,
      );
    }
    if (person && !person.active)
      throw fault(
        `${short(person.name)} has left. Bring them back in the list of people first, or take out the row.`,
      );
    return person;
  };
}

const labels = {
  name: 'name',
  department: 'department',
  role: 'role',
  zone: 'time zone',
  locale: 'language',
};
const fields = ['name', 'department', 'role', 'zone', 'locale'] as const;

function additionText(facts: Facts): string {
  const said = fields.flatMap((field) =>
    field !== 'name' && facts[field] ? `${labels[field]} ${facts[field]}` : [],
  );
  return `${['New', ...said].join(', ')}.`;
}

/** What a row changes of a person. What their chat platform knows better stays, and the sentence says so. */
function changesOf(
  person: KnownPerson,
  facts: Facts,
  department: string | undefined,
): Pick<PlannedRow, 'outcome' | 'sentence' | 'facts'> {
  const now: Facts = {
    name: person.name,
    role: person.role,
    ...(department && { department }),
    ...(person.zone && { zone: person.zone }),
    ...(person.locale && { locale: person.locale }),
  };
  const wanted = fields.filter((field) => facts[field] !== undefined && facts[field] !== now[field]);
  const ours = (field: keyof Facts) => !person.chat || field === 'department' || field === 'role';
  const changing = wanted.filter(ours);
  const stays = wanted.filter((field) => !ours(field));
  const sentences = [
    changing.map((field) => `${labels[field]} becomes ${facts[field]}`).join(', '),
    stays.length > 0
      ? `${stays.map((field) => labels[field]).join(' and ')} ${stays.length > 1 ? 'stay' : 'stays'} as ${person.chat} has it`
      : '',
  ];
  return {
    outcome: changing.length > 0 ? 'change' : 'same',
    sentence: sentences
      .flatMap((text) => (text ? `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.` : []))
      .join(' '),
    facts: Object.fromEntries(changing.map((field) => [field, facts[field]])),
  };
}

/** When nobody would be left to administer, the rows that take it from the last ones are at fault. */
function keepAnAdministrator(rows: readonly PlannedRow[], { people }: KnownCompany): readonly PlannedRow[] {
  const administrators = new Set(
    people.flatMap(({ id, role, active }) => (role === 'administrator' && active ? id : [])),
  );
  const demotes = ({ personId = '', facts }: PlannedRow) =>
    administrators.has(personId) && facts?.role !== undefined && facts.role !== 'administrator';
  const left = administrators.size - rows.filter(demotes).length;
  if (left > 0 || rows.some(({ facts }) => facts?.role === 'administrator')) return rows;
  return rows.map((row) => {
    if (!demotes(row)) return row;
    const { line, name, email } = row;
    const sentence = 'Then nobody would be an administrator. Make somebody else one first.';
    return { line, name, email, outcome: 'fault', sentence };
  });
}

// Long because each thing that can be wrong with a row, and what is said about it, has its line here.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mapping, mapTable } from '../../src/people/import-mapping.ts';
import { type KnownCompany, type KnownPerson, planImport } from '../../src/people/import-plan.ts';

const person = (name: string, more: Partial<KnownPerson> = {}): KnownPerson => ({
  id: `id of ${name}`,
  name,
  email: null,
  role: 'member',
  departmentId: null,
  active: true,
  zone: null,
  locale: null,
  chat: null,
  ...more,
});
const boss = person('Eve', { role: 'administrator' });
const company = (...people: KnownPerson[]): KnownCompany => ({
  people: [boss, ...people],
  departments: [{ id: 'd1', name: 'Sales' }],
});
/** A table as the file would give it: cells between |, a row a line. */
const tableOf = (text: string, mapping?: Mapping) =>
  mapTable(
    text.split('\n').map((line, index) => ({ line: index + 1, cells: line.split('|') })),
    mapping,
  );
const plan = (text: string, known: KnownCompany = company(), mapping?: Mapping) =>
  planImport(tableOf(text, mapping), known);
const saidOf = (text: string, known?: KnownCompany) =>
  plan(text, known).rows.map(({ outcome, sentence }) => `${outcome}: ${sentence}`);

describe('the columns', () => {
  const fieldsOf = (headings: string, mapping?: Mapping) =>
    tableOf(`${headings}\n`, mapping).columns.map(({ field }) => field);

  it.each([
    ['Name|E-mail|Department|Role|Time zone|Language', 'name email department role zone locale'],
    ['FULL NAME|e-Mail Address|team|TUTTI ROLE|tz|Locale', 'name email department role zone locale'],
    ['id|mail|unit|display_name', ' email department name'],
    ['First name|Last name|email', 'name name email'],
    ['Name|First name', 'name name'],
    ['Full name|First name|Surname', 'name  '],
    ['email|Work e-mail', 'email '],
  ])('%s are known by their headings', (headings, fields) => {
    expect(
      fieldsOf(headings)
        .map((field) => field ?? '')
        .join(' '),
    ).toBe(fields);
  });

  it('are what the mapping says, in place of the guess', () => {
    expect(fieldsOf('Name|Nick|E-mail', { 0: null, 1: 'name' })).toEqual([null, 'name', 'email']);
    expect(fieldsOf('E-mail|Private', { 1: 'email' })).toEqual([null, 'email']);
    expect(() => fieldsOf('a|b', { 0: 'email', 1: 'email' })).toThrow(
      'Two columns are set to the e-mail address. Choose one of them.',
    );
  });

  it('ask for a mapping when nothing is known, and lose no row to it', () => {
    const unknown = tableOf('Ana|ana@example.com\nBen|ben@example.com');
    expect(unknown).toMatchObject({
      readable: false,
      columns: [
        { heading: 'Column 1', sample: 'Ana', field: null },
        { heading: 'Column 2', sample: 'ana@example.com', field: null },
      ],
    });
    expect(planImport(unknown, company()).rows).toEqual([]);
    const { rows } = plan('Ana|ana@example.com\nBen|ben@example.com', company(), { 0: 'name', 1: 'email' });
    expect(rows.map(({ line, name }) => [line, name])).toEqual([
      [1, 'Ana'],
      [2, 'Ben'],
    ]);
  });

  it('may have headings in any language once they are mapped', () => {
    const text = 'Nombre|Correo\nAna|ana@example.com';
    const mapping = { 0: 'name', 1: 'email' } as const;
    expect(plan(text, company(), mapping).rows.map(({ name }) => name)).toEqual(['Ana']);
    expect(tableOf(text, mapping).columns.map(({ heading }) => heading)).toEqual(['Nombre', 'Correo']);
  });

  it('hold at most ten thousand rows', () => {
    const rows = (count: number) => `Name${'\nAna'.repeat(count)}`;
    expect(tableOf(rows(10_000)).rows).toHaveLength(10_000);
    expect(() => tableOf(rows(50_000))).toThrow(
      'This file has 50,000 rows; at most 10,000 fit. Split it into several files.',
    );
  });
});

describe('a row', () => {
  it('adds somebody new, with what it says of them', () => {
    const { rows, counts, departments } = plan(
      'First name|Surname|E-mail|Team|Role|Time zone|Language\nAna| Prado |ANA@Example.com|sales|Admin|europe/lisbon|pt_pt',
    );
    expect(rows).toEqual([
      {
        line: 2,
        outcome: 'add',
        name: 'Ana Prado',
        email: 'ana@example.com',
        sentence: 'New, department Sales, role administrator, time zone Europe/Lisbon, language pt-PT.',
        facts: {
          name: 'Ana Prado',
          department: 'Sales',
          role: 'administrator',
          zone: 'Europe/Lisbon',
          locale: 'pt-PT',
        },
      },
    ]);
    expect(counts).toEqual({ add: 1, change: 0, same: 0, fault: 0 });
    expect(departments).toEqual([]);
  });

  it('is about who has its e-mail address, in whatever case', () => {
    const known = company(
      person('Ana', { email: 'ana@example.com', departmentId: 'd1', zone: 'Europe/Berlin' }),
    );
    expect(
      saidOf(
        'name|email|department|role|tz\nAna P.|Ana@EXAMPLE.com|IT|lead|Europe/Vienna\nBen|ben@example.com||| ',
        known,
      ),
    ).toEqual([
      'change: Name becomes Ana P., department becomes IT, role becomes lead, time zone becomes Europe/Vienna.',
      'add: New.',
    ]);
  });

  it('without an e-mail address is about the only one of its name', () => {
    const known = company(person('Ana', { id: '1' }), person('Ben', { id: '2' }), person('Ben', { id: '3' }));
    expect(saidOf('name|department\nAna|SALES\nBen|Sales\nana|Sales', known)).toEqual([
      'change: Department becomes Sales.',
      'fault: 2 people are called Ben. Add the e-mail address of the one you mean.',
      'add: New, department Sales.',
    ]);
  });

  it('that changes nothing is the same, and what it leaves out stays', () => {
    const known = company(person('Ana', { email: 'ana@example.com', role: 'lead', departmentId: 'd1' }));
    expect(
      saidOf('name|email|department|role\nAna|ana@example.com||\n|ana@example.com|sales|LEAD', known),
    ).toEqual(['same: ', 'fault: This e-mail address is in row 2 already. Keep one of the two.']);
    expect(saidOf('email|department\nana@example.com|sales', known)).toEqual(['same: ']);
  });

  it('changes nothing that the person’s chat platform knows better, and says so', () => {
    const known = company(person('Ana', { email: 'ana@example.com', zone: 'Europe/Berlin', chat: 'Slack' }));
    expect(saidOf('name|email|department|tz\nAna P.|ana@example.com|IT|Europe/Vienna', known)).toEqual([
      'change: Department becomes IT. Name and time zone stay as Slack has it.',
    ]);
    expect(plan('name|email\nAna P.|ana@example.com', known).rows).toMatchObject([
      { outcome: 'same', sentence: 'Name stays as Slack has it.', facts: {} },
    ]);
  });

  it('tells of a namesake when it adds somebody with another e-mail address', () => {
    expect(saidOf('name|email\nEve|eve@example.com')).toEqual(['add: New. Another Eve is here already.']);
  });

  it('makes its department when there is none, once, as it was spelt first', () => {
    const { departments } = plan('name|department\nAna|R&D\nBen|r&d\nChi|SALES\n|Ghosts');
    expect(departments).toEqual(['R&D']);
  });

  it.each([
    ['has no name', '|new@example.com|||', 'This row has no name. Write one, or take out the row.'],
    [
      'has no e-mail address but a word',
      'Ana|ana|||',
      '“ana” is not an e-mail address. Write it like ana@example.com.',
    ],
    [
      'has two addresses',
      'Ana|a@example.com, b@example.com|||',
      '“a@example.com, b@example.com” is not an e-mail address. Write it like ana@example.com.',
    ],
    [
      'has an address without a dot',
      'Ana|ana@example|||',
      '“ana@example” is not an e-mail address. Write it like ana@example.com.',
    ],
    [
      'has a role that is none',
      'Ana||boss||',
      'I do not know the role “boss”. Write member, lead, manager or administrator.',
    ],
    [
      'has a zone that is none',
      'Ana|||Mars/Olympus|',
      'I do not know the time zone “Mars/Olympus”. Choose one such as “Europe/Berlin”.',
    ],
    [
      'has a language that is none',
      'Ana||||Klingonese!',
      'I do not know the language “Klingonese!”. Write a code such as en, de or pt-BR.',
    ],
    [
      'has a name that is too long',
      `${'a'.repeat(101)}||||`,
      'The name has 101 characters; at most 100 fit.',
    ],
    ['begins with =', '=cmd()||||', 'The name “=cmd()” begins like a formula, with =. Take that sign out.'],
    [
      'begins with @',
      '@SUM(A1)||||',
      'The name “@SUM(A1)” begins like a formula, with @. Take that sign out.',
    ],
    ['begins with +', '+1||||', 'The name “+1” begins like a formula, with +. Take that sign out.'],
    ['begins with -', '-1||||', 'The name “-1” begins like a formula, with -. Take that sign out.'],
    [
      'has signs that cannot be seen',
      'Ana\u202eadarP||||',
      'There is a line break, or a sign that cannot be seen, within a text. Take it out.',
    ],
    [
      'has a bell in it',
      'An\u0007a||||',
      'There is a line break, or a sign that cannot be seen, within a text. Take it out.',
    ],
    [
      'has more cells than headings',
      'Prado, Ana||||| Sales',
      'This row has more cells than there are columns. Put a text with commas into quotation marks.',
    ],
  ])('that %s is at fault', (_, row, sentence) => {
    expect(saidOf(`name|email|role|tz|language\n${row}`)).toEqual([`fault: ${sentence}`]);
  });

  it('about somebody who is in an earlier row is at fault, and names that row', () => {
    const known = company(person('Ana', { email: 'ana@example.com' }));
    expect(
      saidOf(
        'name|email\nAna|ana@example.com\nAna|\nBen|b@example.com\nBen2|B@example.com\nChi|\nChi|',
        known,
      ),
    ).toEqual([
      'same: ',
      'fault: Ana is in row 2 already. Keep one of the two.',
      'add: New.',
      'fault: This e-mail address is in row 4 already. Keep one of the two.',
      'add: New.',
      'fault: Chi is in row 6 already. Keep one of the two.',
    ]);
  });

  it('about somebody who has left is at fault, and so is one that could be several people', () => {
    const known = company(
      person('Ana', { email: 'ana@example.com', active: false }),
      person('Ben', { email: 'ben@example.com', id: '1' }),
      person('Benny', { email: 'ben@example.com', id: '2' }),
    );
    expect(saidOf('name|email\nAna|ana@example.com\nBen|ben@example.com\nAna|', known)).toEqual([
      'fault: Ana has left. Bring them back in the list of people first, or take out the row.',
      'fault: Several people have this e-mail address, so I cannot tell whom you mean.',
      'add: New.',
    ]);
  });

  it('never takes away the last administrator', () => {
    const fault = 'fault: Then nobody would be an administrator. Make somebody else one first.';
    const two = company(person('Ana', { role: 'administrator' }));
    expect(saidOf('name|role\nEve|member')).toEqual([fault]);
    expect(saidOf('name|role\nEve|member', two)).toEqual(['change: Role becomes member.']);
    expect(saidOf('name|role\nEve|member\nAna|lead', two)).toEqual([fault, fault]);
    expect(saidOf('name|role\nEve|member\nBen|administrator')).toEqual([
      'change: Role becomes member.',
      'add: New, role administrator.',
    ]);
  });
});

describe('the digest', () => {
  const text = 'name|email|department\nAna|ana@example.com|Sales';
  it('stays while the outcome does, and is another one as soon as it does not', () => {
    const { digest } = plan(text);
    expect(plan(text, company(person('Ben'))).digest).toBe(digest);
    expect(plan(text, company(person('Ana', { email: 'ana@example.com' }))).digest).not.toBe(digest);
    expect(plan(text, { people: [boss], departments: [] }).digest).not.toBe(digest);
    expect(plan(`${text}\n=1||`).digest).not.toBe(digest);
  });
});

describe('any table', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(
      'Eve',
      'Ana',
      'ana@example.com',
      'member',
      'admin',
      'Sales',
      'UTC',
      'de',
      '',
      '__proto__',
      'constructor',
    ),
  );
  const table = fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 12 });

  it('has an outcome for every row, and leaves an administrator', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const heading = ['Name', 'E-mail', 'Department', 'Role', 'Zone', 'Language'];
        const mapped = mapTable([heading, ...rows].map((cells, index) => ({ line: index + 1, cells })));
        const { rows: planned, counts } = planImport(
          mapped,
          company(person('Ana', { email: 'ana@example.com' })),
        );
        expect(planned.map(({ line }) => line)).toEqual(rows.map((_, index) => index + 2));
        expect(counts.add + counts.change + counts.same + counts.fault).toBe(rows.length);
        const roles = planned.flatMap(({ facts, personId }) =>
          facts?.role ? [{ role: facts.role, personId }] : [],
        );
        const bossRole = roles.find(({ personId }) => personId === boss.id)?.role ?? 'administrator';
        expect(bossRole === 'administrator' || roles.some(({ role }) => role === 'administrator')).toBe(true);
        for (const { outcome, sentence } of planned) if (outcome === 'fault') expect(sentence).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });
});

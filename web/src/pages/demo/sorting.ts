type Person = { readonly name: string; readonly department: string | null };

/** A text as it is searched for: without case and accents, so that "Zoe" finds Zoë. */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en').trim();

/** People whose name or department contains a text. */
export const matching = <Each extends Person>(people: readonly Each[], text: string): Each[] =>
  people.filter(({ name, department }) => plain(`${name} ${department ?? ''}`).includes(plain(text)));

/** People by department, both by name; those without one last. */
export function byDepartment<Each extends Person>(
  people: readonly Each[],
): { department: string; people: Each[] }[] {
  const groups = Map.groupBy(people, ({ department }) => department ?? '');
  return [...groups]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)))
    .map(([department, members]) => ({
      department: department === '' ? 'Without a department' : department,
      people: members.toSorted((a, b) => a.name.localeCompare(b.name)),
    }));
}

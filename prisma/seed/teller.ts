import type { LocalDate } from '../../src/people/index.ts';
import type { Chance } from './chance.ts';
import type { DemoPerson } from './people.ts';
import {
  asides,
  type Blocker,
  blockers,
  brands,
  type Initiative,
  noBlockers,
  shops,
  type Task,
  tasks,
  weekRemarks,
} from './sentences.ts';

/** What somebody says in a check-in. */
export type Told = { readonly moved?: string; readonly next: string; readonly blockers?: string };

/** Makes up what people say: what moves today is what they said last time, and nobody says what another said that day. */
export type Teller = {
  check(person: DemoPerson, initiative: Initiative, date: LocalDate): Told;
  /** "Nothing new": undefined when there is nothing to repeat. */
  repeat(person: DemoPerson, initiative: Initiative): Told | undefined;
  /** A remark on a week that was so good, from 1 to 5; undefined when nothing new comes to mind. */
  remark(mood: number, date: LocalDate): string | undefined;
};

type Names = { readonly shop: string; readonly brand: string };
type Promised = { readonly task: Task; readonly names: Names };
type Held = { readonly blocker: Blocker; days: number; left: number };
/** A blocker that nobody has, and the day on which somebody still had it. */
type Free = { readonly blocker: Blocker; readonly until?: LocalDate };
type Memory = { promised?: Promised; held?: Held; last?: Told; denied?: boolean };

export function createTeller(chance: Chance): Teller {
  const memories = new Map<string, Memory>();
  /** Tasks and blockers that nobody has now; what was used last waits longest. */
  const free = new Map<string, Task[]>();
  const freeBlockers: Record<Initiative, Free[]> = {
    crm: blockers.crm.map((blocker) => ({ blocker })),
    delivery: blockers.delivery.map((blocker) => ({ blocker })),
  };
  const said = new Map<LocalDate, Set<string>>();

  const memoryOf = (person: DemoPerson, initiative: Initiative): Memory => {
    const key = `${initiative} ${person.name}`;
    const known = memories.get(key) ?? {};
    memories.set(key, known);
    return known;
  };

  /** One of these that nobody has said on that day. */
  const unsaid = (list: readonly string[], date: LocalDate): string | undefined => {
    const today = said.get(date) ?? new Set();
    said.set(date, today);
    const left = list.filter((sentence) => !today.has(sentence));
    if (left.length === 0) return undefined;
    const one = chance.pick(left);
    today.add(one);
    return one;
  };

  const freeTasks = (person: DemoPerson, initiative: Initiative): Task[] => {
    const key = `${initiative} ${person.department}`;
    const known = free.get(key) ?? [...(tasks[initiative].get(person.department ?? '') ?? [])];
    free.set(key, known);
    return known;
  };

  const promise = (person: DemoPerson, initiative: Initiative): Promised => {
    const task = freeTasks(person, initiative).shift();
    if (!task) throw new Error(`${person.department} has fewer things to do than people in ${initiative}.`);
    return { task, names: { shop: chance.pick(shops), brand: chance.pick(brands) } };
  };

  const hindrance = (
    person: DemoPerson,
    initiative: Initiative,
    { memory, date }: { memory: Memory; date: LocalDate },
  ): string | undefined => {
    const list = freeBlockers[initiative];
    if (!memory.held) {
      const at = list.findIndex(({ blocker, until }) => blocker.from === person.department && until !== date);
      const [found] = at >= 0 && chance.happens(0.12) ? list.splice(at, 1) : [];
      if (!found) return undefined;
      memory.held = { blocker: found.blocker, days: 0, left: chance.between(2, 5) };
    }
    const { held } = memory;
    const { text } = held.blocker;
    const words = held.days === 0 ? text : `Still ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
    held.days += 1;
    held.left -= 1;
    if (held.left === 0) {
      list.push({ blocker: held.blocker, until: date });
      delete memory.held;
    }
    return words;
  };

  return {
    check(person, initiative, date) {
      const memory = memoryOf(person, initiative);
      const done = memory.promised ?? promise(person, initiative);
      memory.promised = promise(person, initiative);
      freeTasks(person, initiative).push(done.task);
      const aside = chance.happens(0.12) ? unsaid(asides, date) : undefined;
      const moved = fill(done.task.moved, done.names, chance);
      const hindered = hindrance(person, initiative, { memory, date });
      const denied = !hindered && chance.happens(0.12) ? unsaid(noBlockers, date) : undefined;
      const words = hindered ?? denied;
      const told: Told = {
        moved: aside ? `${moved}. ${aside}` : moved,
        next: fill(memory.promised.task.next, memory.promised.names, chance),
        ...(words ? { blockers: words } : {}),
      };
      memory.last = told;
      memory.denied = denied !== undefined;
      return told;
    },
    repeat(person, initiative) {
      const { last, denied, held } = memoryOf(person, initiative);
      // What was in the way and is not any more would be news.
      if (!last || denied || (last.blockers && !held)) return undefined;
      const { moved: _moved, ...same } = last;
      return same;
    },
    remark: (mood, date) => unsaid(weekRemarks[mood >= 4 ? 'good' : mood === 3 ? 'fair' : 'poor'], date),
  };
}

/** Puts names and numbers into a sentence. A number never goes above the one written, and never below two. */
const fill = (sentence: string, { shop, brand }: Names, chance: Chance): string =>
  sentence
    .replaceAll('{shop}', shop)
    .replaceAll('{brand}', brand)
    .replace(/\{(\d+)\}/g, (_whole, most: string) =>
      String(chance.between(Math.max(2, Math.ceil(Number(most) * 0.6)), Number(most))),
    );

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Digest } from '../../src/digests/index.ts';
import { addDays, instantOf } from '../../src/people/local-time.ts';
import { type LocalMessage, type LocalSlack, type Seen, startLocalSlack } from '../support/local-slack.ts';
import { type Bot, startBot } from './bot-process.ts';
import type { Line, Round, Script } from './rounds.ts';

export type Outcome = {
  readonly counts: {
    people: number;
    rounds: number;
    prompts: number;
    answers: number;
    blocked: number;
    late: number;
    reminders: number;
    /** Digests that stand in the company's channel, one for each day. */
    digests: number;
    duplicates: number;
    errors: number;
  };
  readonly entries: readonly { team: string; round: string; person: string; blocked: boolean }[];
  /** All in ms. */
  readonly timings: {
    acknowledgement: { p50: number; p99: number; count: number };
    promptLateness: { p50: number; p99: number; max: number };
  };
  /** What /digest showed at the end of each day. */
  readonly digest: readonly { date: string; departments: Digest['departments'] }[];
  /** Resident memory of the bot at the end, in bytes. */
  readonly memory: number;
};

/** A zone of no country, so that no round falls on a public holiday. */
const ZONE = 'UTC';
const ADMINISTRATOR = 'administrator';
const COMPANY_CHANNEL = 'all-departments';
const QUESTIONS = `What moved since {since}? [moved, optional]
What is next? [next, optional]
When will it be done? [optional]
Is anything in your way? [blockers, optional]`;

/** Plays a script through a local Slack and the real bot. `told` hears of every round that is over. */
export async function play(
  script: Script,
  { databaseUrl, told }: { databaseUrl?: string; told: (round: Round, answered: number) => void },
): Promise<Outcome> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tutti-rehearsal-'));
  const slack = await startLocalSlack({
    people: [
      ...people(script),
      { name: ADMINISTRATOR, realName: 'Administrator', zone: ZONE, administrator: true },
    ],
    channels: [...script.teams.keys(), COMPANY_CHANNEL].map((name) => ({ name: channelName(name) })),
  });
  const [firstDay = ''] = script.days.keys();
  try {
    const bot = await startBot({
      PORT: '0',
      DATA_DIR: dataDir,
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      REHEARSAL_START: String(at(addDays(firstDay, -1), '08:00')),
      ...(databaseUrl
        ? { DATABASE_URL: databaseUrl, SECRET_KEY: Buffer.alloc(32, 7).toString('base64') }
        : {}),
    });
    slack.connect(bot.url);
    const rehearsal = new Rehearsal(slack, bot, script);
    await rehearsal.setUp(addDays(firstDay, -1));
    for (const [date, rounds] of script.days) await rehearsal.playDay(date, rounds, told);
    const outcome = await rehearsal.outcome();
    await bot.stop();
    return outcome;
  } finally {
    await slack.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const people = (script: Script) =>
  [...script.teams].flatMap(([team, names]) =>
    names.map((name) => ({ name: userName(team, name), realName: name, zone: ZONE, locale: 'en-GB' })),
  );

const userName = (team: string, person: string): string => `${team}/${person}`;
const channelName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 80);
const standupName = (team: string): string => `${team} stand-up`.slice(0, 80);

/** The instant of a wall-clock time, in ms. */
const at = (date: string, time: string): number => instantOf(date, time, ZONE)?.getTime() ?? 0;

/** When a person answers: most before the reminder, some after it, a few after the close. The same in every run. */
type Punctuality = 'prompt' | 'reminded' | 'late';
function punctuality({ team, round, person }: Line): Punctuality {
  let hash = 7;
  for (const letter of team + round + person) hash = (hash * 31 + letter.charCodeAt(0)) % 10_007;
  return hash % 10 < 7 ? 'prompt' : hash % 10 < 9 ? 'reminded' : 'late';
}

class Rehearsal {
  readonly #slack: LocalSlack;
  readonly #bot: Bot;
  readonly #script: Script;
  readonly #acknowledged: number[] = [];
  readonly #digests: { date: string; departments: Digest['departments'] }[] = [];
  #failed = 0;

  constructor(slack: LocalSlack, bot: Bot, script: Script) {
    this.#slack = slack;
    this.#bot = bot;
    this.#script = script;
  }

  /** The administrator makes a department and a paused stand-up for each team, by chat. */
  async setUp(date: string): Promise<void> {
    await this.#bot.until(at(date, '08:01'));
    for (const [team, names] of this.#script.teams) {
      const overview = await this.#command(ADMINISTRATOR, '/tutti', 'people');
      const department = await this.#press(ADMINISTRATOR, overview, 'New department');
      await this.#submit(ADMINISTRATOR, department, { name: team });
      const setup = await this.#command(ADMINISTRATOR, '/tutti', 'setup');
      const standup = await this.#press(ADMINISTRATOR, setup, 'Daily stand-up');
      await this.#submit(ADMINISTRATOR, standup, {
        name: standupName(team),
        questions: QUESTIONS,
        days: ['1', '2', '3', '4', '5', '6', '7'],
        zone: ZONE,
        members: names.map((name) => userName(team, name)),
        channel: channelName(team),
        managers: [userName(team, names[0] ?? '')],
      });
      await this.#pressOwn(team, 'Pause');
    }
  }

  async playDay(
    date: string,
    rounds: readonly Round[],
    told: (round: Round, answered: number) => void,
  ): Promise<void> {
    await this.#bot.until(at(date, '09:00'));
    for (const { team } of rounds) await this.#pressOwn(team, 'Resume');
    // The minute-by-minute plan makes the occurrence ten minutes ahead.
    for (const time of ['09:21', '09:22', '09:30', '09:40']) await this.#bot.until(at(date, time));
    await this.#answerAll(rounds, 'prompt');
    await this.#bot.until(at(date, '10:50'));
    await this.#answerAll(rounds, 'reminded');
    await this.#bot.until(at(date, '13:31'));
    await this.#answerAll(rounds, 'late');
    await this.#bot.until(at(date, '13:40'));
    await this.#command(ADMINISTRATOR, '/digest', 'post 1', COMPANY_CHANNEL);
    await this.#bot.until(at(date, '13:45'));
    const departments = await this.#bot.digest({ from: at(date, '00:00'), to: at(date, '23:59') });
    this.#digests.push({ date, departments });
    for (const round of rounds) {
      await this.#pressOwn(round.team, 'Pause');
      told(round, departments.find(({ name }) => name === round.team)?.answered ?? 0);
    }
  }

  /** Everybody of this punctuality presses "Answer" and sends the form; four at a time, as people do. */
  async #answerAll(rounds: readonly Round[], when: Punctuality): Promise<void> {
    const lines = rounds.flatMap((round) => round.lines).filter((line) => punctuality(line) === when);
    const next = lines.values();
    const worker = async () => {
      for (const line of next) await this.#answer(line);
    };
    await Promise.all([worker(), worker(), worker(), worker()]);
  }

  async #answer({ team, person, did, next, due, blockers }: Line): Promise<void> {
    const user = userName(team, person);
    const prompt = this.#slack.messages(user).findLast((message) => /^prompt:/.test(keyOf(message)));
    if (!prompt) {
      this.#failed += 1;
      return;
    }
    const form = await this.#press(user, prompt, 'Answer');
    const asked = JSON.stringify(form.modal?.content ?? {}).includes('"block_id":"department"');
    const answers = { q1: did, q2: next, q3: due, q4: blockers };
    await this.#submit(user, form, asked ? { ...answers, department: team } : answers);
  }

  async outcome(): Promise<Outcome> {
    const [first = ''] = this.#script.days.keys();
    const last = [...this.#script.days.keys()].at(-1) ?? first;
    const report = await this.#bot.report({ from: at(first, '00:00'), to: at(addDays(last, 1), '00:00') });
    const rounds = [...this.#script.days.values()].flat();
    const kept = new Map(
      report.entries.map((entry) => [`${entry.department}|${entry.date}|${entry.person}`, entry]),
    );
    const entries = rounds.flatMap(({ team, date, round, lines }) =>
      lines.flatMap(({ person }) => {
        const entry = kept.get(`${team}|${date}|${person}`);
        return entry ? [{ team, round, person, blocked: entry.blocked }] : [];
      }),
    );
    const keys = this.#everyMessage()
      .map(keyOf)
      .filter((key) => key !== '');
    return {
      counts: {
        people: people(this.#script).length,
        rounds: rounds.length,
        prompts: report.prompts,
        answers: entries.length,
        blocked: entries.filter(({ blocked }) => blocked).length,
        late: report.entries.filter(({ late }) => late).length,
        reminders: keys.filter((key) => key.startsWith('reminder:')).length,
        digests: keys.filter((key) => key.startsWith('digest:')).length,
        duplicates: keys.length - new Set(keys).size + report.possibleDuplicates,
        errors: report.errors + this.#failed,
      },
      entries,
      timings: {
        acknowledgement: {
          p50: percentile(this.#acknowledged, 50),
          p99: percentile(this.#acknowledged, 99),
          count: this.#acknowledged.length,
        },
        promptLateness: {
          p50: percentile(report.promptLateness, 50),
          p99: percentile(report.promptLateness, 99),
          max: percentile(report.promptLateness, 100),
        },
      },
      digest: this.#digests,
      memory: report.memory,
    };
  }

  /** Everything Slack shows, threads included. */
  #everyMessage(): LocalMessage[] {
    const users = [...this.#slack.workspace.people.values()].map(({ seed }) => seed.name);
    const channels = [...this.#slack.workspace.channels.values()].map(({ name }) => name);
    const tops = [...users, ...channels].flatMap((place) => this.#slack.messages(place));
    return tops.flatMap((message) => [message, ...this.#slack.thread(message)]);
  }

  /** The team's manager presses a button beside their one stand-up. */
  async #pressOwn(team: string, label: string): Promise<void> {
    const manager = userName(team, this.#script.teams.get(team)?.[0] ?? '');
    await this.#press(manager, await this.#command(manager, '/tutti', 'setup'), label);
  }

  async #command(user: string, name: string, text: string, channel?: string): Promise<Seen> {
    return this.#timed(await this.#slack.command(user, name, text, channel ? { channel } : {}));
  }

  async #press(user: string, where: Seen | LocalMessage, label: string): Promise<Seen> {
    const message = 'ackMs' in where ? where.messages[0] : where;
    if (!message) throw new Error(`${user} saw nothing on which to press “${label}”.`);
    return this.#timed(await this.#slack.press(user, message, label));
  }

  async #submit(user: string, form: Seen, values: Parameters<LocalSlack['submit']>[2]): Promise<Seen> {
    if (!form.modal) throw new Error(`${user} was shown no form.`);
    const seen = this.#timed(await this.#slack.submit(user, form.modal, values));
    if (seen.errors)
      throw new Error(`The form of ${user} was refused: ${Object.values(seen.errors).join(' ')}`);
    return seen;
  }

  #timed(seen: Seen): Seen {
    this.#acknowledged.push(seen.ackMs);
    return seen;
  }
}

/** The delivery key that a message carries in its metadata; empty for those without. */
const keyOf = (message: LocalMessage): string =>
  String((message.metadata?.event_payload as { key?: unknown } | undefined)?.key ?? '');

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}

import type { WriteStream } from 'node:tty';
import type { Outcome } from './play.ts';
import type { Round } from './rounds.ts';

const BAR = 24;

/** Tells of a rehearsal as it goes: a bar on a terminal, a line a round elsewhere. */
export function createTeller(out: WriteStream | NodeJS.WriteStream, rounds: number) {
  let done = 0;
  const line = (text: string) => out.write(`${text}\n`);
  return {
    begin: line,
    round({ team, date, round, lines }: Round, answered: number): void {
      done += 1;
      const what = `${date}  ${team}, ${round}: ${answered} of ${lines.length} answers arrived`;
      if (!out.isTTY) {
        line(`${String(done).padStart(String(rounds).length)}/${rounds}  ${what}`);
        return;
      }
      const filled = Math.round((done / rounds) * BAR);
      out.write(`\r\x1b[2K${'█'.repeat(filled)}${'░'.repeat(BAR - filled)} ${done}/${rounds}  ${what}`);
      if (done === rounds) out.write('\n');
    },
    end({ counts, timings, digest, memory }: Outcome): void {
      const { people, prompts, reminders, answers, late, blocked, digests, duplicates, errors } = counts;
      const last = digest.at(-1);
      line('');
      line(last ? `The digest of ${last.date}` : 'No digest was posted.');
      for (const { name, answered, asked, moved, blocked: inTheWay } of last?.departments ?? []) {
        line(`\n  ${name ?? 'Without a department'}: ${answered} of ${asked} answered`);
        for (const each of inTheWay) line(`    in the way  ${each.person}: ${shorten(each.text)}`);
        for (const each of moved) line(`    moved       ${each.person}: ${shorten(each.text)}`);
      }
      line('');
      line(`${people} people were asked ${prompts} times and reminded ${reminders} times.`);
      line(`${answers} answers arrived, ${late} of them late; ${blocked} name something in the way.`);
      line(`${digests === 1 ? '1 digest was' : `${digests} digests were`} posted in #all-departments.`);
      line(`${duplicates} duplicates, ${errors} errors.`);
      const { acknowledgement, promptLateness } = timings;
      line(
        `Slack was acknowledged in ${acknowledgement.p50} ms (median) and ${acknowledgement.p99} ms (p99).`,
      );
      line(
        `Prompts came ${promptLateness.p50} ms after their time (median), ${promptLateness.max} ms at most.`,
      );
      line(`The bot held ${Math.round(memory / 1e6)} MB of memory at the end.`);
    },
  };
}

const shorten = (text: string): string => {
  const one = text.replace(/\s+/g, ' ');
  return one.length > 90 ? `${one.slice(0, 89).trimEnd()}…` : one;
};

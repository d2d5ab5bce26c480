import { shorten } from '../chat/text.ts';
import type { Element, View } from '../chat/view.ts';
import { dayText } from '../chat/when.ts';
import type { DepartmentPart, Digest } from './digest.ts';

/** Lines of a kind shown for a department before "and N more". */
const SHOWN = 4;
const LINE = 140;

/** The digest as a message. Dates are those of the reader's zone. */
export function digestView(
  digest: Digest,
  { locale, dates }: { locale: string; dates: { from: string; to: string } },
): View {
  const span = `${dayText(dates.from, locale)} to ${dayText(dates.to, locale)}`;
  const elements: Element[] = [{ kind: 'heading', text: `Digest · ${span}` }];
  if (digest.departments.length === 0) {
    elements.push({
      kind: 'text',
      text: 'No stand-up asked anybody in this time, so there is nothing to tell.',
    });
  }
  for (const part of digest.departments) elements.push(...departmentElements(part));
  return { summary: `Digest, ${span}`, elements };
}

function departmentElements({ name, answered, asked, moved, blocked }: DepartmentPart): Element[] {
  const elements: Element[] = [
    { kind: 'divider' },
    { kind: 'text', text: name ?? 'Without a department', strong: true },
    { kind: 'context', text: `${answered} of ${asked} answered` },
  ];
  const section = (label: string, lines: DepartmentPart['moved']) => {
    if (lines.length === 0) return;
    const rest = lines.length - SHOWN;
    const items = lines.slice(0, SHOWN).map(({ person, text }) => `${person}: ${shorten(text, LINE)}`);
    elements.push(
      { kind: 'text', text: label },
      { kind: 'list', items: rest > 0 ? [...items, `and ${rest} more`] : items },
    );
  };
  section('In the way', blocked);
  section('Moved', moved);
  return elements;
}

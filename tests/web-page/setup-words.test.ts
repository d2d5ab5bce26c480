import { describe, expect, it } from 'vitest';
import type { View } from '../../src/chat/view.ts';
import { renderMessage } from '../../src/slack/render.ts';
import { monthChoices, monthsText } from '../../web/src/pages/setup/company-choices.ts';
import {
  daysText,
  type Standup,
  scheduleText,
  whoText,
} from '../../web/src/pages/setup/standups/schedule-words.ts';
import { blocksOf } from '../../web/src/pages/setup/standups/slack-blocks.ts';

const standup: Standup = {
  id: 'a',
  name: 'Daily stand-up',
  platform: 'web',
  days: [1, 2, 3, 4, 5],
  everyWeeks: 1,
  times: ['09:30'],
  zone: null,
  windowMinutes: 240,
  people: 11,
  channel: null,
  paused: false,
  nextAt: null,
};

describe('a schedule in words', () => {
  it('says runs of days by their ends, and pairs by name', () => {
    expect(daysText([1, 2, 3, 4, 5], 'en-GB')).toBe('Mon to Fri');
    expect(daysText([4, 2], 'en-GB')).toBe('Tue and Thu');
    expect(daysText([1, 2], 'en-GB')).toBe('Mon and Tue');
    expect(daysText([1, 2, 3, 5], 'en-GB')).toBe('Mon to Wed and Fri');
    expect(daysText([1, 2, 3, 4, 5, 6, 7], 'en-GB')).toBe('Every day');
    expect(daysText([5], 'de-DE')).toBe('Fr');
  });

  it('says when, whose time it is, and for how long', () => {
    expect(scheduleText(standup, 'en-GB')).toBe(
      'Mon to Fri at 09:30 in each person’s own time, open for 4 h',
    );
    expect(
      scheduleText(
        {
          ...standup,
          days: [5],
          everyWeeks: 2,
          times: ['09:30', '16:00'],
          zone: 'America/New_York',
          windowMinutes: 90,
        },
        'en-GB',
      ),
    ).toBe('Fri, every 2 weeks at 09:30 and 16:00 America/New York time, open for 1 h 30 min');
  });

  it('says who is asked and where the answers appear', () => {
    expect(whoText(standup)).toBe('Asks 11 people, answers stay on this page');
    expect(whoText({ people: 1, channel: 'Sales' })).toBe('Asks 1 person, answers appear in Sales');
    expect(whoText({ people: null, channel: null })).toContain('the members of a channel');
  });
});

describe('the preview as Slack shows it', () => {
  const view: View = {
    summary: 'Check-in',
    elements: [
      { kind: 'heading', text: 'Check-in · Tue 24 Nov' },
      { kind: 'text', text: 'Hello Ana <!channel> & all.' },
      { kind: 'text', text: 'Moved', strong: true },
      { kind: 'fields', fields: [{ label: 'Next', text: 'Train two colleagues' }] },
      { kind: 'list', items: ['one', 'two'] },
      { kind: 'quote', text: 'as it was said' },
      { kind: 'divider' },
      {
        kind: 'chart',
        chart: { title: 'Mood', alt: 'Mood 4 of 5', bars: [{ label: 'Sales', value: 4 }] },
      },
      { kind: 'link', text: 'Open', url: 'https://example.com/' },
      {
        kind: 'buttons',
        buttons: [{ label: 'Answer', command: 'standup', action: 'answer', value: '1', style: 'primary' }],
      },
      { kind: 'context', text: 'Open until 13:00' },
    ],
  };

  it('draws everything that a message to Slack is made of', () => {
    const message = renderMessage(view);
    const drawn = blocksOf(message);
    expect(drawn.map(({ kind }) => kind)).toEqual([
      'header',
      'text',
      'rich',
      'rich',
      'list',
      'quote',
      'divider',
      'rich',
      'code',
      'quiet',
      'rich',
      'buttons',
      'quiet',
    ]);
    expect(drawn[1]).toEqual({ kind: 'text', text: 'Hello Ana <!channel> & all.' });
    expect(drawn[11]).toEqual({ kind: 'buttons', buttons: [{ label: 'Answer', style: 'primary' }] });
    expect(blocksOf(message.blocks)).toEqual(drawn);
  });

  it('draws nothing of what it does not know', () => {
    expect(blocksOf(null)).toEqual([]);
    expect(blocksOf({ blocks: [{ type: 'video' }, 7, null] })).toEqual([]);
  });
});

describe('how long answers are kept', () => {
  it('is said in years where it is some', () => {
    expect([1, 6, 12, 18, 36].map(monthsText)).toEqual([
      '1 month',
      '6 months',
      '1 year',
      '18 months',
      '3 years',
    ]);
  });

  it('offers what is set now, in its place', () => {
    expect(monthChoices(18)).toEqual([3, 6, 12, 18, 24, 36, 60, 120]);
    expect(monthChoices(null)).not.toContain(18);
  });
});

/** The part of Block Kit that src/slack/render.ts makes, as it is drawn. */
export type SlackBlock =
  | { readonly kind: 'header' | 'text' | 'quiet' | 'code' | 'quote'; readonly text: string }
  | { readonly kind: 'rich'; readonly runs: readonly SlackRun[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly SlackRun[])[] }
  | {
      readonly kind: 'buttons';
      readonly buttons: readonly { readonly label: string; readonly style: string }[];
    }
  | { readonly kind: 'divider' };

export type SlackRun = { readonly text: string; readonly bold: boolean; readonly link: boolean };

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textIn = (value: unknown): string => text(object(value).text);

/** Reads a message, or its blocks alone; what it does not know is left out. */
export const blocksOf = (message: unknown): SlackBlock[] =>
  list(Array.isArray(message) ? message : object(message).blocks).flatMap(blockOf);

function blockOf(block: Json): SlackBlock[] {
  switch (block.type) {
    case 'header':
      return [{ kind: 'header', text: textIn(block.text) }];
    case 'section':
      return [{ kind: 'text', text: textIn(block.text) }];
    case 'context':
      return [{ kind: 'quiet', text: list(block.elements).map(textIn).join(' ') }];
    case 'divider':
      return [{ kind: 'divider' }];
    case 'actions':
      return [
        {
          kind: 'buttons',
          buttons: list(block.elements).map((button) => ({
            label: textIn(button.text),
            style: text(button.style),
          })),
        },
      ];
    case 'rich_text':
      return list(block.elements).flatMap(richPart);
    default:
      return [];
  }
}

function richPart(part: Json): SlackBlock[] {
  switch (part.type) {
    case 'rich_text_section':
      return [{ kind: 'rich', runs: runsOf(part) }];
    case 'rich_text_preformatted':
      return [{ kind: 'code', text: plainOf(part) }];
    case 'rich_text_quote':
      return [{ kind: 'quote', text: plainOf(part) }];
    case 'rich_text_list':
      return [{ kind: 'list', items: list(part.elements).map(runsOf) }];
    default:
      return [];
  }
}

const runsOf = (part: Json): SlackRun[] =>
  list(part.elements).map((run) => ({
    text: text(run.text),
    bold: object(run.style).bold === true,
    link: run.type === 'link',
  }));

const plainOf = (part: Json): string =>
  runsOf(part)
    .map((run) => run.text)
    .join('');

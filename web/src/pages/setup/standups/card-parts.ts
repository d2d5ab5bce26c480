/** The part of an Adaptive Card that src/teams/render.ts makes of a prompt, as it is drawn. */
export type CardPart =
  | { readonly kind: 'text'; readonly runs: readonly CardRun[] }
  | {
      readonly kind: 'buttons';
      readonly buttons: readonly { readonly label: string; readonly positive: boolean }[];
    };

export type CardRun = {
  readonly text: string;
  readonly size: string;
  readonly bold: boolean;
  readonly quiet: boolean;
};

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Reads a card; what it does not know is left out. */
export const partsOf = (card: unknown): CardPart[] => list(object(card).body).flatMap(partOf);

function partOf(element: Json): CardPart[] {
  switch (element.type) {
    case 'RichTextBlock':
      return [
        {
          kind: 'text',
          runs: list(element.inlines).map((run) => ({
            text: text(run.text),
            size: text(run.size),
            bold: run.weight === 'Bolder',
            quiet: run.isSubtle === true,
          })),
        },
      ];
    case 'ActionSet':
      return [
        {
          kind: 'buttons',
          buttons: list(element.actions).map((action) => ({
            label: text(action.title),
            positive: action.style === 'positive',
          })),
        },
      ];
    default:
      return [];
  }
}

type Json = { readonly [key: string]: unknown };

const record = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What Teams takes in a message; a card of ours stays below. */
export const CARD_BYTES = 25_000;

/** Elements that take people's text as plain, and those around them. */
const ELEMENTS = new Set([
  'RichTextBlock',
  'Container',
  'ActionSet',
  'Table',
  'Chart.HorizontalBar',
  'Input.Text',
  'Input.Number',
  'Input.Date',
  'Input.Time',
  'Input.ChoiceSet',
]);

/** Everything at which Teams would stumble, or in which a person's words could come alive. */
export function checkCard(card: unknown, { bytes = CARD_BYTES }: { bytes?: number } = {}): string[] {
  const root = record(card);
  const faults: string[] = [];
  if (root?.type !== 'AdaptiveCard' || root.version !== '1.5') return ['no card'];
  const size = Buffer.byteLength(JSON.stringify(card));
  if (size > bytes) faults.push(`${size} bytes`);
  if (list(root.body).length === 0) faults.push('an empty card');
  if (JSON.stringify(record(root.msteams)?.entities ?? []) !== '[]') faults.push('a mention');
  const ids = new Set<unknown>();
  for (const element of list(root.body)) checkElement(record(element) ?? {}, faults, ids);
  return faults;
}

function checkElement(element: Json, faults: string[], ids: Set<unknown>): void {
  const type = String(element.type);
  if (!ELEMENTS.has(type)) faults.push(`an element that is read as markup or unknown: ${type}`);
  switch (type) {
    case 'RichTextBlock': {
      if (list(element.inlines).length === 0) faults.push('an empty text');
      for (const inline of list(element.inlines)) checkRun(record(inline) ?? {}, faults);
      return;
    }
    case 'Container':
      for (const inner of list(element.items)) checkElement(record(inner) ?? {}, faults, ids);
      return;
    case 'ActionSet': {
      const actions = list(element.actions);
      if (actions.length < 1 || actions.length > 6) faults.push(`${actions.length} actions in a row`);
      for (const action of actions) checkAction(record(action) ?? {}, faults);
      return;
    }
    case 'Table': {
      const columns = list(element.columns).length;
      for (const row of list(element.rows)) {
        const cells = list(record(row)?.cells);
        if (cells.length !== columns) faults.push('a row of another length');
        for (const cell of cells)
          for (const item of list(record(cell)?.items)) checkElement(record(item) ?? {}, faults, ids);
      }
      return;
    }
    case 'Chart.HorizontalBar':
      for (const bar of list(element.data)) {
        const { x, y } = record(bar) ?? {};
        if (typeof x !== 'string' || typeof y !== 'number' || !Number.isFinite(y))
          faults.push('a broken bar');
      }
      return;
    default:
      if (type.startsWith('Input.')) checkInput(element, faults, ids);
  }
}

function checkRun(run: Json, faults: string[]): void {
  if (run.type !== 'TextRun' || typeof run.text !== 'string' || run.text === '') faults.push('an empty run');
  if (/\{\{(DATE|TIME)/.test(String(run.text))) faults.push('a function of Adaptive Cards');
  if (!String(run.text).isWellFormed()) faults.push('half a character');
  const action = record(run.selectAction);
  if (action && (action.type !== 'Action.OpenUrl' || !/^https?:\/\//.test(String(action.url))))
    faults.push('a link to somewhere else');
}

function checkAction(action: Json, faults: string[]): void {
  const type = String(action.type);
  if (type !== 'Action.Submit' && type !== 'Action.Execute') faults.push(`an action ${type}`);
  if (typeof action.title !== 'string' || action.title.trim() === '')
    faults.push('an action without a title');
  if (type === 'Action.Execute' && record(action.fallback)?.type !== 'Action.Submit')
    faults.push('an action without a fallback');
}

function checkInput(input: Json, faults: string[], ids: Set<unknown>): void {
  if (typeof input.id !== 'string' || input.id === '' || ids.has(input.id)) faults.push(`an id ${input.id}`);
  ids.add(input.id);
  if (typeof input.label !== 'string' || input.label === '') faults.push('an input without a label');
  if (input.isRequired === true && !input.errorMessage) faults.push('a required input without a message');
  if (input.type === 'Input.Number')
    for (const key of ['min', 'max', 'value'] as const)
      if (input[key] !== undefined && !Number.isFinite(input[key])) faults.push(`${key} is no number`);
  if (input.type === 'Input.Text' && Number(input.maxLength) < String(input.value ?? '').length)
    faults.push('a text over its own limit');
  if (input.type !== 'Input.ChoiceSet') return;
  const choices = list(input.choices).map(record);
  const values = new Set(choices.map((choice) => choice?.value));
  if (choices.length === 0 && !input['choices.data']) faults.push('nothing to choose from');
  if (values.size < choices.length) faults.push('two choices of one value');
  for (const choice of choices) {
    if (String(choice?.value).includes(',')) faults.push('a value with a comma');
    // A list of radio buttons is read as markdown.
    if (input.style === 'expanded' && /[*_[\]()<>`#~\\&!|+{}]/.test(String(choice?.title)))
      faults.push(`markup in a choice: ${choice?.title}`);
  }
}

/** Everything a card says, one line an element. */
export function saidOn(card: unknown): string {
  return list(record(card)?.body)
    .flatMap((element) => saidBy(record(element) ?? {}))
    .join('\n');
}

function saidBy(element: Json): string[] {
  if (element.type === 'RichTextBlock')
    return [
      list(element.inlines)
        .map((inline) => String(record(inline)?.text))
        .join(''),
    ];
  if (element.type === 'ActionSet')
    return [
      list(element.actions)
        .map((action) => `[ ${record(action)?.title} ]`)
        .join(' '),
    ];
  if (element.type === 'Table')
    return list(element.rows).map((row) =>
      list(record(row)?.cells)
        .map((cell) => list(record(cell)?.items).flatMap((item) => saidBy(record(item) ?? {})))
        .join(' | '),
    );
  if (String(element.type).startsWith('Input.')) return [`${element.label}: ${element.value ?? ''}`];
  return list(element.items).flatMap((item) => saidBy(record(item) ?? {}));
}

export type CardAction = {
  readonly type: string;
  readonly title: string;
  readonly verb?: string;
  readonly data: Json;
};

/** The buttons of a card. */
export const actionsOn = (card: unknown): CardAction[] =>
  list(record(card)?.body).flatMap((element) =>
    list(record(element)?.actions).map((action) => record(action) as unknown as CardAction),
  );

export type CardInput = Json & { readonly id: string; readonly label: string; readonly type: string };

export const inputsOn = (card: unknown): CardInput[] =>
  list(record(card)?.body).flatMap((element) =>
    String(record(element)?.type).startsWith('Input.') ? [record(element) as CardInput] : [],
  );

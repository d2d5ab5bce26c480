import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { RouteInput } from '../../../src/api/route.ts';
import type { Form, RawValues } from '../../../src/chat/form.ts';
import type { Reply } from '../../../src/chat/reply.ts';
import type { Button, View } from '../../../src/chat/view.ts';
import { call } from '../api/call.ts';
import { useConnection } from '../shell/live.tsx';
import { useMe } from '../ui/me.tsx';
import { useNotice } from '../ui/notice.tsx';
import type { Draft } from './drafts.ts';
import { drafts, newKey } from './kept-drafts.ts';
import { afterReply, type FormIdentity, type Layer, withFault, withForm } from './layers.ts';
import { isLost, keptSentence, sentenceOf } from './submission.ts';

const loadDialogs = () => import('./dialogs.tsx');
const Dialogs = lazy(async () => ({ default: (await loadDialogs()).Dialogs }));

type Act = RouteInput<'POST /api/act'>['body']['act'];
type Pressed = Pick<Button, 'command' | 'action' | 'value'>;
type Origin = {
  /** Draws a reply that replaces in the place of what was pressed; without it, it is shown in the dialog. */
  readonly replace?: (view: View) => void;
};

type Acting = {
  /** Presses a button and shows what comes back. */
  press(button: Pressed, origin?: Origin): Promise<void>;
  /** Uses a command as if it were typed in a chat. */
  command(name: string, text?: string): Promise<void>;
  /** Whether this button is being pressed right now. */
  busy(button: Pressed): boolean;
};

const ActingContext = createContext<Acting | undefined>(undefined);

/** What people do in a chat, done in the browser: the reply is shown, asked or said. */
export function useActing(): Acting {
  const acting = useContext(ActingContext);
  if (!acting) throw new Error('Something acts outside the shell.');
  return acting;
}

const AGAIN_MS = 15_000;

export function ActingProvider({ children }: { children: ReactNode }): ReactElement {
  const me = useMe();
  const queries = useQueryClient();
  const notice = useNotice();
  const connected = useConnection();
  const [layers, setLayers] = useState<readonly Layer[]>([]);
  const [underWay, setUnderWay] = useState<ReadonlySet<string>>(new Set());
  const running = useRef(new Set<string>());

  /** Runs one thing of a name at a time: a second press of the same button is the same press. */
  const alone = useCallback(async (name: string, run: () => Promise<void>) => {
    if (running.current.has(name)) return;
    running.current.add(name);
    setUnderWay(new Set(running.current));
    try {
      await run();
    } finally {
      running.current.delete(name);
      setUnderWay(new Set(running.current));
    }
  }, []);

  const changeForm = useCallback(
    (form: FormIdentity, change: Parameters<typeof withForm>[2]) =>
      setLayers((layers) => withForm(layers, form, change)),
    [],
  );

  /** Shows what came back, and reads again what it may have changed. */
  const showReply = useCallback(
    (
      reply: Exclude<Reply, { kind: 'invalid' }>,
      { form, said, replace }: { form?: FormIdentity; said: string } & Origin,
    ) => {
      void queries.invalidateQueries();
      if (reply.kind === 'nothing') notice(said);
      if (reply.kind === 'replace' && replace) return replace(reply.view);
      setLayers((layers) => afterReply(layers, reply, { form, id: newKey() }));
    },
    [queries, notice],
  );

  const act = useCallback(
    (name: string, what: Act, origin: Origin = {}): Promise<void> => {
      const once = newKey();
      const run = (): Promise<void> =>
        alone(name, async () => {
          try {
            const { reply } = await call('POST /api/act', { body: { act: what, once } });
            if (reply.kind !== 'invalid') showReply(reply, { ...origin, said: 'Done' });
          } catch (error) {
            const fault = { sentence: sentenceOf(error), again: () => void run() };
            setLayers((layers) => withFault(layers, { kind: 'fault', id: newKey(), ...fault }));
          }
        });
      return run();
    },
    [alone, showReply],
  );

  /** Sends a draft under its key; the answer goes to its form where that is open, and is said where it is not. */
  const send = useCallback(
    (draft: Draft): Promise<void> =>
      alone(`send ${draft.once}`, async () => {
        const { form, lost, once, values } = draft;
        const { command, name, state } = form;
        // Typed in again meanwhile: what is kept now is another submission, and is left alone.
        const isStill = () => (drafts.find(me.id, form)?.once ?? once) === once;
        try {
          const { reply } = await call('POST /api/act', {
            body: { act: { kind: 'submit', command, form: name, state, values: written(values) }, once },
          });
          if (!isStill()) return void queries.invalidateQueries();
          if (reply.kind === 'invalid') {
            drafts.refuse(me.id, draft);
            if (lost) notice(`“${form.title}” was not taken. Open it again to see why.`);
            return changeForm(form, { state: 'typing', errors: reply.errors, fault: undefined });
          }
          drafts.drop(me.id, form);
          showReply(reply, { form, said: lost ? `“${form.title}” is sent` : 'Sent' });
        } catch (error) {
          if (!isStill()) return;
          if (isLost(error)) {
            drafts.lose(me.id, draft);
            return changeForm(form, { state: 'lost', fault: keptSentence });
          }
          drafts.refuse(me.id, draft);
          changeForm(form, { state: 'typing', fault: sentenceOf(error) });
        }
      }),
    [alone, changeForm, me.id, notice, queries, showReply],
  );

  const submit = useCallback(
    (form: Form, values: RawValues) => {
      changeForm(form, { state: 'sending', errors: {}, fault: undefined });
      void send(drafts.keep(me.id, form, values));
    },
    [changeForm, send, me.id],
  );

  // What was lost on its way is sent again: when the connection is back, at the start, and now and then.
  useEffect(() => {
    const sendLost = () => {
      for (const draft of drafts.lost(me.id)) void send(draft);
    };
    if (connected) sendLost();
    const timer = setInterval(sendLost, AGAIN_MS);
    window.addEventListener('online', sendLost);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', sendLost);
    };
  }, [connected, me.id, send]);

  // So that a form opens at once, also when the connection is gone by then.
  useEffect(() => {
    const timer = setTimeout(() => void loadDialogs().catch(() => undefined), 1500);
    return () => clearTimeout(timer);
  }, []);

  const acting = useMemo<Acting>(
    () => ({
      press: ({ command, action, value }, origin = {}) =>
        act(nameOf({ command, action, value }), { kind: 'press', command, action, value }, origin),
      command: (command, text = '') => act(`command ${command} ${text}`, { kind: 'command', command, text }),
      busy: (button) => underWay.has(nameOf(button)),
    }),
    [act, underWay],
  );

  return (
    <ActingContext value={acting}>
      {children}
      {layers.length > 0 ? (
        <Suspense fallback={null}>
          <Dialogs
            layers={layers}
            onClose={() => setLayers((all) => all.slice(0, -1))}
            onSubmit={submit}
            onType={(form) => changeForm(form, { state: 'typing', fault: undefined })}
          />
        </Suspense>
      ) : null}
    </ActingContext>
  );
}

const nameOf = ({ command, action, value }: Pressed): string => `press ${command} ${action} ${value}`;

/** Every field is sent, also an empty one: a fault without a field stands at the first that was sent. */
const written = (values: RawValues): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );

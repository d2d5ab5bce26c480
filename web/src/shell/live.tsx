import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactElement, type ReactNode, useContext, useEffect, useState } from 'react';
import { isStaleBy } from '../api/hooks.ts';
import { openEvents, type Signal } from './events.ts';

const ConnectionContext = createContext(true);

/** Whether the server can tell us at once when something changes. */
export const useConnection = (): boolean => useContext(ConnectionContext);

/** A rush of answers is one reading, not a hundred. */
const GATHER_MS = 400;

/** Reads again what the server says has changed. */
export function LiveProvider({ children }: { children: ReactNode }): ReactElement {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);

  useEffect(() => {
    const gathered = new Set<Signal>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readAgain = () => {
      timer = undefined;
      const signals = [...gathered];
      gathered.clear();
      void queries.invalidateQueries({
        predicate: ({ queryKey }) =>
          signals.some((signal) => signal === 'all' || isStaleBy(queryKey, signal)),
      });
    };
    const close = openEvents((heard) => {
      if (heard.kind === 'connection') {
        setConnected(heard.up);
        // The stream may have ended because the session did.
        if (!heard.up) void queries.invalidateQueries({ queryKey: ['GET /api/me'] });
        return;
      }
      gathered.add(heard.signal);
      timer ??= setTimeout(readAgain, GATHER_MS);
    });
    return () => {
      close();
      clearTimeout(timer);
    };
  }, [queries]);

  return <ConnectionContext value={connected}>{children}</ConnectionContext>;
}

import { useEffect, useState } from 'react';

const PAUSE_MS = 350;

/** A value as it was when it last stayed the same for a moment: what is typed is asked for only when the typing pauses. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

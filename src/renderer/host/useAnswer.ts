import { useCallback, useEffect, useState } from 'react';
import { host } from './hostClient.ts';

/** What became of a question to the host. `value` is the last answer, also of an earlier question, while one waits. */
export interface Answer<T> {
  readonly state: 'none' | 'waiting' | 'known' | 'fault';
  readonly value: T | null;
  /** Why there is no answer. */
  readonly sentence: string | null;
}

const NONE: Answer<never> = { state: 'none', value: null, sentence: null };

/**
 * Asks the host whenever `key` is another one and the host can be heard; null asks nothing. An answer that comes after
 * the key has changed is dropped. `again` asks once more.
 */
export function useAnswer<T>(
  key: string | null,
  ask: () => Promise<T>,
): Answer<T> & { readonly again: () => void } {
  const isConnected = host().connection(({ state }) => state === 'connected');
  const [answer, setAnswer] = useState<Answer<T>>(NONE);
  const [attempt, setAttempt] = useState(0);
  // The key says all that `ask` asks: the effect needs no other dependency.
  const question = key === null || !isConnected ? null : `${attempt} ${key}`;
  useEffect(() => {
    if (question === null) return;
    let isCurrent = true;
    setAnswer(({ value }) => ({ state: 'waiting', value, sentence: null }));
    ask().then(
      (value) => isCurrent && setAnswer({ state: 'known', value, sentence: null }),
      (error: Error) => isCurrent && setAnswer({ state: 'fault', value: null, sentence: error.message }),
    );
    return () => {
      isCurrent = false;
    };
  }, [question]);
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  return { ...(key === null ? NONE : answer), again };
}

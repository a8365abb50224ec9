import { useEffect, useState } from 'react';
import { host } from '../host/hostClient.ts';

/** A line that comes back at once is not worth a word; a page that was just opened takes a little longer. */
const LOST_MILLISECONDS = 500;
const CONNECTING_MILLISECONDS = 2000;
const BACK_MILLISECONDS = 4000;

/** The sentence to show while the host cannot be heard, and whether it has just come back. */
export function useLostConnection(): { readonly sentence: string | null; readonly isBack: boolean } {
  const { connection } = host();
  const state = connection((current) => current.state);
  const sentence = connection((current) => current.sentence) ?? 'Connecting to Signalbox…';
  const [shown, setShown] = useState<'nothing' | 'lost' | 'back'>('nothing');
  useEffect(() => {
    if (state === 'connected') {
      setShown((before) => (before === 'lost' ? 'back' : before));
      const timer = setTimeout(() => setShown('nothing'), BACK_MILLISECONDS);
      return () => clearTimeout(timer);
    }
    const wait = state === 'lost' ? LOST_MILLISECONDS : CONNECTING_MILLISECONDS;
    const timer = setTimeout(() => setShown('lost'), wait);
    return () => clearTimeout(timer);
  }, [state]);
  return { sentence: shown === 'lost' && state !== 'connected' ? sentence : null, isBack: shown === 'back' };
}

import { useEffect, useEffectEvent } from 'react';
import { pagePlatform } from './platform.ts';
import { shortcutOf } from './shortcut.ts';

/** While it is recording, takes every key press for itself: Escape cancels, other keys are told as a shortcut. */
export function useKeyRecorder(
  isRecording: boolean,
  onKeys: (shortcut: string) => void,
  onCancel: () => void,
): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const shortcut = shortcutOf(event, pagePlatform());
    if (shortcut === 'Escape') onCancel();
    else if (shortcut !== null && !event.repeat) onKeys(shortcut);
  });
  useEffect(() => {
    if (!isRecording) return;
    window.addEventListener('keydown', handle, { capture: true });
    return () => window.removeEventListener('keydown', handle, { capture: true });
  }, [isRecording]);
}

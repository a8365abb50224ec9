import {
  CircleAlert,
  CircleCheck,
  CirclePause,
  CircleStop,
  Hourglass,
  type LucideIcon,
  MonitorCog,
  Play,
} from 'lucide-react';
import type { RunState } from '../../shared/api/runs.ts';
import { stateWord } from './runWords.ts';
import styles from './StateMark.module.css';

const icons: Readonly<Record<RunState, LucideIcon>> = {
  preparing: Hourglass,
  training: Play,
  paused: CirclePause,
  stopping: CircleStop,
  stopped: CircleStop,
  finished: CircleCheck,
  failed: CircleAlert,
  elsewhere: MonitorCog,
};

/** What a run is doing, as icon and word. */
export function StateMark({ state }: { readonly state: RunState }) {
  const Icon = icons[state];
  return (
    <span className={styles.mark} data-state={state}>
      <Icon aria-hidden />
      {stateWord(state)}
    </span>
  );
}

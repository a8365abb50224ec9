import { useStore } from '@xyflow/react';
import { Gauge, Minus, Network, Plus, Scan } from 'lucide-react';
import { runCommand } from '../commands/runCommand.ts';
import { useShortcutText } from '../commands/useShortcutText.ts';
import { IconButton } from '../controls/Button.tsx';
import { profileTitle } from '../profile/profileCommands.ts';
import { useProfile } from '../profile/profileStore.ts';
import { useDocument } from '../store/documentStore.ts';
import { fitAll, zoomBy, zoomTo } from './flow.ts';
import { tidy } from './tidy.ts';
import styles from './ZoomControls.module.css';

const STEP = 1.25;

/** Zoom, fit, layout and profile by pointer; each has its key too. */
export function ZoomControls() {
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className={styles.controls} role="toolbar" aria-label="Canvas view">
      <IconButton
        label="Zoom out"
        shortcut="-"
        icon={<Minus aria-hidden />}
        onPress={() => zoomBy(1 / STEP)}
      />
      <button
        type="button"
        className={styles.percent}
        aria-label={`Zoom ${percent} %, set to 100 %`}
        onClick={() => zoomTo(1)}
      >
        {percent} %
      </button>
      <IconButton label="Zoom in" shortcut="+" icon={<Plus aria-hidden />} onPress={() => zoomBy(STEP)} />
      <IconButton label="Show all" shortcut="1" icon={<Scan aria-hidden />} onPress={fitAll} />
      <IconButton
        label="Tidy"
        shortcut="Ctrl+Shift+F"
        icon={<Network aria-hidden />}
        onPress={() => void tidy()}
      />
      <ProfileButton />
    </div>
  );
}

/** The command of the profile: what it does next is its name. */
function ProfileButton() {
  const title = useProfile((state) => profileTitle(state.stage));
  const isEmpty = useDocument((state) => state.document.nodes.length === 0);
  return (
    <IconButton
      label={title}
      shortcut={useShortcutText('view.profile')}
      icon={<Gauge aria-hidden />}
      isDisabled={isEmpty}
      onPress={() => runCommand('view.profile')}
    />
  );
}

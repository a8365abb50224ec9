import { useStore } from '@xyflow/react';
import { Minus, Network, Plus, Scan } from 'lucide-react';
import { IconButton } from '../controls/Button.tsx';
import { fitAll, zoomBy, zoomTo } from './flow.ts';
import { tidy } from './tidy.ts';
import styles from './ZoomControls.module.css';

const STEP = 1.25;

/** Zoom, fit and layout by pointer; each has its key too. */
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
    </div>
  );
}

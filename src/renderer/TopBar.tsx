import { Boxes, ChartSpline, Command, Images } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useShortcutText } from './commands/useShortcutText.ts';
import { IconButton } from './controls/Button.tsx';
import { FileMenu } from './files/FileMenu.tsx';
import { RunControls } from './run/RunControls.tsx';
import { openOverlay, showView, useView, type View } from './store/viewStore.ts';
import styles from './TopBar.module.css';

const views = [
  { id: 'build', title: 'Build', icon: Boxes },
  { id: 'train', title: 'Train', icon: ChartSpline },
  { id: 'mistakes', title: 'Mistakes', icon: Images },
] as const;

/** What is the same in every view: the project, the three views, training. */
export function TopBar() {
  const view = useView((state) => state.view);
  return (
    <header className={styles.bar}>
      <h1 className="only-spoken">Signalbox</h1>
      <div className={styles.left}>
        <FileMenu />
      </div>
      <ToggleButtonGroup
        className={styles.views}
        aria-label="Views"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view]}
        onSelectionChange={(keys) => {
          const [key] = keys;
          showView(key as View);
        }}
      >
        {views.map(({ id, title, icon: Icon }) => (
          <ToggleButton key={id} id={id} className={styles.view}>
            <Icon aria-hidden />
            {title}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <div className={styles.right}>
        <IconButton
          label="Commands"
          shortcut={useShortcutText('view.commands')}
          icon={<Command aria-hidden />}
          onPress={() => openOverlay({ kind: 'commands' })}
        />
        <RunControls />
      </div>
    </header>
  );
}

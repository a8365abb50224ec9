import styles from './App.module.css';
import { BuildView } from './BuildView.tsx';
import { CommandPalette } from './commands/CommandPalette.tsx';
import { ShortcutsDialog } from './commands/ShortcutsDialog.tsx';
import { ExportDialog } from './export/ExportDialog.tsx';
import { ConnectionBanner } from './files/ConnectionBanner.tsx';
import { FileDialog } from './files/FileDialog.tsx';
import { FileDrop } from './files/FileDrop.tsx';
import { TemplatesDialog } from './files/TemplatesDialog.tsx';
import { MistakesView } from './mistakes/MistakesView.tsx';
import { NoticeBar } from './NoticeBar.tsx';
import { QuickSearch } from './palette/QuickSearch.tsx';
import { useView } from './store/viewStore.ts';
import { TopBar } from './TopBar.tsx';
import { TrainView } from './TrainView.tsx';
import { AboutDialog } from './welcome/AboutDialog.tsx';
import { Tour } from './welcome/Tour.tsx';

/** The whole page. */
export function App() {
  const view = useView((state) => state.view);
  return (
    <div className={styles.app}>
      <TopBar />
      <ConnectionBanner />
      <div className={styles.view}>
        {view === 'build' ? <BuildView /> : view === 'train' ? <TrainView /> : <MistakesView />}
      </div>
      <NoticeBar />
      <QuickSearch />
      <CommandPalette />
      <ShortcutsDialog />
      <TemplatesDialog />
      <FileDialog />
      <FileDrop />
      <ExportDialog />
      <AboutDialog />
      <Tour />
    </div>
  );
}

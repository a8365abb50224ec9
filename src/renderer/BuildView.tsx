import styles from './BuildView.module.css';
import { Canvas } from './canvas/Canvas.tsx';
import { Inspector } from './inspector/Inspector.tsx';
import { Palette } from './palette/Palette.tsx';
import { ProblemBar } from './problems/ProblemBar.tsx';

/** The canvas with what goes onto it at the left and what is on it at the right. */
export function BuildView() {
  return (
    <div className={styles.view}>
      <aside className={styles.palette} aria-label="Modules">
        <Palette />
      </aside>
      <main className={styles.canvas} aria-label="Canvas">
        <Canvas />
      </main>
      <aside className={styles.inspector} aria-label="Inspector">
        <Inspector />
      </aside>
      <div className={styles.problems}>
        <ProblemBar />
      </div>
    </div>
  );
}

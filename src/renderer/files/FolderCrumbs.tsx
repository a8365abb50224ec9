import { ChevronRight, HardDrive } from 'lucide-react';
import { Fragment } from 'react';
import { Button } from '../controls/Button.tsx';
import { usePreferences } from '../store/preferencesStore.ts';
import styles from './FileDialog.module.css';
import { type Crumb, crumbsOf, nameOf } from './hostPath.ts';

const NONE: readonly string[] = [];

/** The folders that the host may use, and the way from one of them to the folder that is shown. */
export function FolderCrumbs({
  path,
  onGo,
}: {
  readonly path: string | null;
  readonly onGo: (path: string) => void;
}) {
  const roots = usePreferences((state) => state.hello?.roots) ?? NONE;
  const crumbs = path === null ? [] : crumbsOf(path, roots);
  const others = roots.filter((root) => root !== crumbs[0]?.path);
  return (
    <nav className={styles.crumbs} aria-label="Folders">
      {crumbs.map((crumb, i) => (
        <Fragment key={crumb.path}>
          {i === 0 ? null : <ChevronRight aria-hidden className={styles.chevron} />}
          <CrumbButton crumb={crumb} isRoot={i === 0} isCurrent={i === crumbs.length - 1} onGo={onGo} />
        </Fragment>
      ))}
      {others.length === 0 ? null : <span className={styles.roots}>Also:</span>}
      {others.map((root) => (
        <CrumbButton key={root} crumb={{ title: nameOf(root), path: root }} isRoot onGo={onGo} />
      ))}
    </nav>
  );
}

function CrumbButton({
  crumb,
  isRoot,
  isCurrent = false,
  onGo,
}: {
  readonly crumb: Crumb;
  readonly isRoot: boolean;
  readonly isCurrent?: boolean;
  readonly onGo: (path: string) => void;
}) {
  return (
    <Button
      look="quiet"
      icon={isRoot ? <HardDrive aria-hidden /> : undefined}
      aria-current={isCurrent ? 'location' : undefined}
      onPress={() => onGo(crumb.path)}
    >
      <span className={styles.crumb}>{crumb.title}</span>
    </Button>
  );
}

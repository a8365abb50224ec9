import { RotateCw, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { focusCanvas } from '../canvas/flow.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { jumpTo } from '../problems/jump.ts';
import { profileNetwork } from './measure.ts';
import { ProfileLegend } from './ProfileLegend.tsx';
import styles from './ProfilePanel.module.css';
import { hideProfile, useProfile } from './profileStore.ts';

/** Beside the network: how far its profile is, why there is none, or what the colours and labels on its nodes mean. */
export function ProfilePanel() {
  const stage = useProfile((state) => state.stage);
  switch (stage.kind) {
    case 'none':
      return null;
    case 'measuring':
      return (
        <Panel title="Profiling the network">
          <ProgressBar
            label={stage.total === 0 ? 'Starting the engine' : `Step ${stage.done} of ${stage.total}`}
            share={stage.total === 0 ? null : stage.done / stage.total}
          />
          <div className={styles.actions}>
            <Button onPress={leave}>Cancel</Button>
          </div>
        </Panel>
      );
    case 'refused': {
      const { message, node } = stage.problem;
      return (
        <Panel title="No profile" closeLabel="Dismiss">
          <Notice
            kind="fault"
            actions={node === undefined ? undefined : <Button onPress={() => jumpTo(node)}>Show</Button>}
          >
            {`The network was not profiled: ${message}`}
          </Notice>
        </Panel>
      );
    }
    case 'known':
      return (
        <Panel title="Time of a training step" closeLabel="Hide the profile">
          {stage.isOld ? (
            <Notice
              kind="warning"
              actions={
                <Button icon={<RotateCw aria-hidden />} onPress={again}>
                  Profile again
                </Button>
              }
            >
              The network was edited since. These times are from before.
            </Notice>
          ) : null}
          <ProfileLegend {...stage} />
        </Panel>
      );
  }
}

function Panel({
  title,
  closeLabel,
  children,
}: {
  readonly title: string;
  readonly closeLabel?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.panel} aria-label="Profile">
      <header className={styles.head}>
        <h2>{title}</h2>
        {closeLabel === undefined ? null : (
          <IconButton label={closeLabel} icon={<X aria-hidden />} onPress={leave} />
        )}
      </header>
      {children}
    </section>
  );
}

/** The button that was pressed goes: the keyboard goes on from the canvas. */
function leave(): void {
  hideProfile();
  focusCanvas();
}

function again(): void {
  focusCanvas();
  void profileNetwork();
}

import type { ReactNode } from 'react';
import { useId, useMemo } from 'react';
import { criterions } from '../../engine/nn/criterions/registry.ts';
import { optimisers } from '../../engine/optim/registry.ts';
import { schedules } from '../../engine/training/schedules/registry.ts';
import { DataPanel } from '../data/DataPanel.tsx';
import { useAnalysis } from '../store/analysisStore.ts';
import { useDocument } from '../store/documentStore.ts';
import { AugmentationField } from './AugmentationField.tsx';
import { AveragingFields } from './AveragingFields.tsx';
import { ChoiceFields } from './ChoiceFields.tsx';
import { DeviceField } from './DeviceField.tsx';
import { RunFields } from './RunFields.tsx';
import { SchedulePreview } from './SchedulePreview.tsx';
import styles from './TrainingPanel.module.css';
import { faultsAt, trainingProblems } from './trainingProblems.ts';

/** How the next run is started: device and data for this page, all else in the project, undone like any edit. */
export function TrainingPanel() {
  const training = useDocument((state) => state.document.training);
  const { graph } = useAnalysis();
  const problems = useMemo(() => trainingProblems(training, graph), [training, graph]);
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>Next run</h2>
      <Section title="Device">
        <DeviceField />
      </Section>
      <Section title="Data">
        <DataPanel />
      </Section>
      <Section title="Run">
        <RunFields />
      </Section>
      <Section title="Augmentation">
        <AugmentationField fault={faultsAt(problems, 'augmentation').get('')} />
      </Section>
      <Section title="Optimiser">
        <ChoiceFields field="optimiser" registry={optimisers} faults={faultsAt(problems, 'optimiser')} />
      </Section>
      <Section title="Schedule">
        <ChoiceFields field="schedule" registry={schedules} faults={faultsAt(problems, 'schedule')} />
        <SchedulePreview />
      </Section>
      <Section title="Averaging">
        <AveragingFields />
      </Section>
      <Section title="Criterion">
        <ChoiceFields field="criterion" registry={criterions} faults={faultsAt(problems, 'criterion')} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      {children}
    </section>
  );
}

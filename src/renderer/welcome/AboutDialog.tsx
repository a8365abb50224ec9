import { Dialog } from '../controls/Dialog.tsx';
import { Figures } from '../figures/Figures.tsx';
import { Mark } from '../files/Mark.tsx';
import { usePreferences } from '../store/preferencesStore.ts';
import { closeOverlay, useView } from '../store/viewStore.ts';
import { chosenDevice, deviceWords, useDevices } from '../training/deviceStore.ts';
import { useTraining } from '../training/trainingStore.ts';
import styles from './AboutDialog.module.css';
import { licences } from './licences.ts';

/** What this program is, where it keeps things, what it computes on and what it stands on. */
export function AboutDialog() {
  const isOpen = useView((state) => state.overlay?.kind === 'about');
  return (
    <Dialog title="About Signalbox" isOpen={isOpen} onClose={closeOverlay} width={620}>
      <About />
    </Dialog>
  );
}

function About() {
  const hello = usePreferences((state) => state.hello);
  return (
    <div className={styles.about}>
      <div className={styles.header}>
        <Mark size={48} />
        <div>
          <h2 className={styles.name}>Signalbox {hello?.version ?? ''}</h2>
          <p>Wire neural networks as nodes, train them, look at their mistakes, take the model away.</p>
        </div>
      </div>
      <p>
        Everything happens on this computer. There is no account and no telemetry, and nothing goes over the
        network unless you ask for it.
      </p>
      <Figures
        figures={[
          { name: 'Device', value: <DeviceWords /> },
          { name: 'Files are opened and saved in', value: <Paths paths={hello?.roots ?? []} /> },
          { name: 'Runs are kept in', value: <Paths paths={hello ? [hello.runsFolder] : []} /> },
        ]}
      />
      <details>
        <summary>Licences</summary>
        <p className={styles.note}>
          Signalbox is free software under the MIT licence. It stands on the work of others, each part under
          its own licence:
        </p>
        <ul className={styles.licences}>
          {licences.map(({ name, licence }) => (
            <li key={name}>
              {name}: {licence}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function Paths({ paths }: { readonly paths: readonly string[] }) {
  return (
    <>
      {paths.map((path) => (
        <span key={path} className={styles.path}>
          {path}
        </span>
      ))}
    </>
  );
}

/** What a run started now would train on. */
function DeviceWords() {
  const { devices, sentence } = useDevices();
  const name = useTraining((state) => state.device);
  const device = devices && chosenDevice(devices, name);
  return <>{device ? deviceWords(device) : (sentence ?? 'Looking for devices…')}</>;
}

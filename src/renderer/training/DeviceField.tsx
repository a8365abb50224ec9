import { Button } from '../controls/Button.tsx';
import { Select } from '../controls/fields.tsx';
import { Notice } from '../controls/Notice.tsx';
import { plural } from '../figures/quantities.ts';
import { chosenDevice, deviceDescription, deviceTitle, loadDevices, useDevices } from './deviceStore.ts';
import { TensorflowPanel } from './TensorflowPanel.tsx';
import styles from './TrainingPanel.module.css';
import { useTraining } from './trainingStore.ts';

/** What the next run trains on, and why the other devices cannot be had. */
export function DeviceField() {
  const { devices, sentence } = useDevices();
  const name = useTraining((state) => state.device);
  if (devices === null) {
    if (sentence === null) return <p className={styles.quiet}>Looking for devices</p>;
    return (
      <Notice kind="fault" actions={<Button onPress={() => void loadDevices()}>Try again</Button>}>
        {sentence}
      </Notice>
    );
  }
  const device = chosenDevice(devices, name);
  const first = chosenDevice(devices, 'auto');
  const missing = devices.filter(({ available }) => !available);
  const options = [
    {
      id: 'auto',
      title: first ? `Automatic: ${first.name}` : 'Automatic',
      description: 'A graphics card where one works, else the processor',
    },
    ...devices.map((one) => ({
      id: one.name,
      title: deviceTitle(one),
      description: deviceDescription(one),
      isDisabled: !one.available,
    })),
  ];
  return (
    <>
      <Select
        label="Device"
        hideLabel
        value={name}
        onChange={(next) => useTraining.setState({ device: next })}
        options={options.some(({ id }) => id === name) ? options : [...options, unknown(name)]}
        description={device && deviceDescription(device)}
        fault={device?.available ? undefined : faultWords(name, device?.description)}
      />
      {missing.length === 0 ? null : (
        <details className={styles.quiet}>
          <summary>{plural(missing.length, 'device is', 'devices are')} not available</summary>
          <ul>
            {missing.map(({ name: id, description }) => (
              <li key={id}>
                {id}: {description}
              </li>
            ))}
          </ul>
        </details>
      )}
      <TensorflowPanel />
    </>
  );
}

function unknown(name: string) {
  return { id: name, title: name, isDisabled: true };
}

function faultWords(name: string, why: string | undefined): string {
  if (name === 'auto') return 'No device can be had here';
  return why === undefined ? `There is no device ${name} here` : `${name} is not available: ${why}`;
}

import { type DeviceKind, deviceKinds } from '../engine/devices/registry.ts';
import { fail, ProblemError } from '../shared/problem.ts';
import { findInstallation } from './tensorflow/installation.ts';

/**
 * A kind of device by its name. Throws ProblemError where there is none of that name, or where it can be told without
 * an engine that it is not to be had: before anything is made for a run.
 */
export function requireDevice(name: string): DeviceKind {
  const kind = deviceKinds.get(name);
  if (!kind) {
    const names = ['auto', ...deviceKinds.keys()].join(', ');
    fail('unknown-device', `there is no device "${name}", expected one of ${names}`);
  }
  if (name === 'tensorflow') {
    const found = findInstallation();
    if ('problem' in found) throw new ProblemError(found.problem);
  }
  return kind;
}

import { type DeviceKind, deviceKinds } from '../engine/devices/registry.ts';
import { fail, type Problem, ProblemError } from '../shared/problem.ts';
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
  const problem = missingDevice(name);
  if (problem !== null) throw new ProblemError(problem);
  return kind;
}

/** Why a device of a kind that there is cannot be had, where that can be told without an engine; else null. */
export function missingDevice(name: string): Problem | null {
  if (name !== 'tensorflow') return null;
  const found = findInstallation();
  return 'problem' in found ? found.problem : null;
}

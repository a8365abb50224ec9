import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createCpuDevice } from '../../../engine/devices/cpu/device.ts';
import { cpuTarget } from '../../../engine/devices/cpu/target.ts';
import type { Device, Executable } from '../../../engine/devices/device.ts';
import { type DeviceKind, deviceKinds } from '../../../engine/devices/registry.ts';
import { serveEngine } from '../../../engine/serve.ts';
import type { Port } from '../../../shared/port.ts';
import { type Problem, ProblemError } from '../../../shared/problem.ts';
import { forkEngine, setEngineLauncher } from '../launchEngine.ts';
import { createBuiltPlatform } from '../nodePlatform.ts';

/** How a device fails: when it compiles a Program, or at a step, counted from 1. */
export interface DeviceFault {
  readonly problem: Problem;
  readonly at: 'compile' | number;
}

/**
 * Adds a device `faulty` to those there are: the CPU device, which says that it compiles 3 shaders, fails as told and
 * tells no times. Engines run in this process until it is taken away again, by what is returned.
 */
export function addFaultyDevice(fault: DeviceFault): () => void {
  const kinds = deviceKinds as Map<string, DeviceKind>;
  kinds.set('faulty', {
    target: cpuTarget,
    open: async (platform) => failing(await createCpuDevice(platform, { threads: 1 }), fault),
  });
  setEngineLauncher(() => {
    const { port1, port2 } = new MessageChannel();
    // Its threads would outlive it: only a process ends all that it started.
    serveEngine(portOf(port2), { ...createBuiltPlatform(), processors: 1 });
    return { port: portOf(port1), runtime: 'this process' };
  });
  return () => {
    kinds.delete('faulty');
    setEngineLauncher(forkEngine);
  };
}

function failing(device: Device, { problem, at }: DeviceFault): Device {
  return {
    ...device,
    name: 'faulty',
    description: 'faulty, a graphics card',
    compile: async (program, onProgress) => {
      onProgress?.({ done: 0, total: 3 });
      if (at === 'compile') throw new ProblemError(problem);
      const { profile: _, ...executable } = await device.compile(program);
      let steps = 0;
      const run: Executable['run'] = (procedure, n, position) => {
        if (procedure === 'step' && ++steps === at) throw new ProblemError(problem);
        return executable.run(procedure, n, position);
      };
      return { ...executable, run };
    },
  };
}

function portOf(port: MessagePort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.on('close', () => listener('it was closed')),
    close: () => port.close(),
  };
}

import { desktopChannels } from '../../shared/desktop.ts';
import { createWorkerAddress } from '../../shared/workerAddress.ts';
import { runEngine } from './runEngine.ts';
import { sampleMemory } from './sampleMemory.ts';
import engineWorkerUrl from './worker/engineWorker.ts?worker&url';

// The page of the hidden window: an engine runs in a worker of it, over the port that the main process hands it
// through the preload script.
const address = createWorkerAddress(engineWorkerUrl);
window.addEventListener('message', (event) => {
  const ours = event.source === window && event.origin === location.origin;
  if (!ours || event.data !== desktopChannels.enginePort) return;
  const worker = new Worker(address(), { type: 'module', name: 'engine' });
  runEngine(event.ports[0], worker, (tell) => sampleMemory(performance, tell));
});

import type { FromDesktopHost, ToDesktopHost } from '../../shared/desktopHost.ts';
import { type Application, createApplication } from '../app/application.ts';
import { setEngineLauncher } from '../engine/launchEngine.ts';
import { electronPort } from './electronPort.ts';
import { enginePlace } from './enginePlace.ts';
import { createEngineRequests } from './engineRequests.ts';
import type { ParentPort } from './parentPort.ts';

/** Runs the app's host for Electron: the same services as `signalbox serve`, pages reached over ports. */
export function startDesktopHost(parent: ParentPort): void {
  const post = (message: FromDesktopHost) => parent.postMessage(message);
  const engines = createEngineRequests(post);
  const { node, chrome } = process.versions;
  const runtimes = { process: `Electron's Node ${node}`, window: `Electron's Chromium ${chrome}` };
  setEngineLauncher((place) => ({ port: engines.request(place), runtime: runtimes[place] }), enginePlace);
  const granted: string[] = [];
  let application: Application | null = null;
  parent.on('message', ({ data, ports: [port] }) => {
    const message = data as ToDesktopHost;
    switch (message.kind) {
      case 'start': {
        const { roots, homeFolder, runsFolder } = message;
        application = createApplication({
          surface: 'electron',
          roots: () => [...roots, ...granted],
          homeFolder,
          runsFolder,
          busy: (runs) => post({ kind: 'busy', runs }),
        });
        break;
      }
      case 'page':
        application?.connect(electronPort(port, 'the window was closed'));
        break;
      case 'grant':
        granted.push(message.path);
        break;
      case 'engine':
        engines.arrived(message.id, port);
        break;
      case 'engine-gone':
        engines.gone(message.id, message.reason);
        break;
      case 'close':
        void application?.close().then(() => post({ kind: 'closed' }));
        break;
    }
  });
}

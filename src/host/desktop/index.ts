import { startDesktopHost } from './desktopHost.ts';
import type { ParentPort } from './parentPort.ts';

// The host's process in Electron: a utility process that the main process starts.
const { parentPort } = process as unknown as { readonly parentPort: ParentPort };
startDesktopHost(parentPort);

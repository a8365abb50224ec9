import type { ElectronMessagePort } from './electronPort.ts';

/** A utility process's line to the main process, as Electron has it (`process.parentPort`). */
export interface ParentPort {
  postMessage(message: unknown): void;
  on(
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly ElectronMessagePort[] }) => void,
  ): unknown;
}

import type { Api } from '../preload/api.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent where the page runs in a browser. */
    readonly signalbox?: Api;
  }
}

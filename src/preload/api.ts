declare const SIGNALBOX_VERSION: string;

/** What the page may ask of the program around it: these methods and nothing else. */
export const api = {
  /** The version of this program, as in package.json. */
  version(): string {
    return SIGNALBOX_VERSION;
  },
};

/** The page sees the methods as `window.signalbox`. */
export type Api = typeof api;

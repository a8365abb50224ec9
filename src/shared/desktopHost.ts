/** Where an engine runs inside Electron: in a process of Node's, or in a window that nobody sees, for the GPU. */
export type EnginePlace = 'process' | 'window';

/** What Electron's main process and the host's process say to one another; ports travel beside the messages. */
export type ToDesktopHost =
  /** Comes first. */
  | {
      readonly kind: 'start';
      readonly roots: readonly string[];
      readonly homeFolder: string;
      readonly runsFolder: string;
    }
  /** With one port: a page. */
  | { readonly kind: 'page' }
  /** The person chose this file or folder in a dialog: it may be used. */
  | { readonly kind: 'grant'; readonly path: string }
  /** With one port: the engine that was asked for. */
  | { readonly kind: 'engine'; readonly id: number }
  | { readonly kind: 'engine-gone'; readonly id: number; readonly reason: string }
  /** Stop what runs, its checkpoint written. */
  | { readonly kind: 'close' };

export type FromDesktopHost =
  | { readonly kind: 'wants-engine'; readonly id: number; readonly place: EnginePlace }
  | { readonly kind: 'ends-engine'; readonly id: number }
  /** How many runs are under way. */
  | { readonly kind: 'busy'; readonly runs: number }
  | { readonly kind: 'closed' };

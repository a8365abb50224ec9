// What `import 'electron'` gives under tools/stand-in-electron.mjs: as much of Electron as the main process uses. It
// records what was asked of it; nothing is shown.
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel, Worker } from 'node:worker_threads';
import { StandInPort, wrapped } from './ports.mjs';

const home = mkdtempSync(join(tmpdir(), 'signalbox-stand-in-'));

/** What was asked of Electron, for the report. */
export const record = {
  home,
  /** @type {any[]} */
  windows: [],
  /** @type {any[]} */
  privilegedSchemes: [],
  /** @type {string[]} */
  openedExternally: [],
  /** @type {string[]} */
  shownInFolder: [],
  /** @type {any} */
  menu: null,
  /** @type {Map<string, (event: any, argument: any) => any>} */
  handlers: new Map(),
  /** @type {Map<string, (request: Request) => Promise<Response>>} */
  protocols: new Map(),
  /** @type {Record<string, any>} */
  sessionHandlers: {},
  /** @type {any} */
  onHeadersReceived: null,
  /** What the next file dialog answers. @type {string | null} */
  chosen: null,
  /** What the next question answers: the index of a button. */
  answer: 0,
  /** @type {Set<number>} */
  awake: new Set(),
  /** @type {any[]} */
  utilities: [],
  /** Switches of Chromium's command line that were set in time: before the program was ready. @type {Record<string, string>} */
  switches: {},
  quits: 0,
};

const readiness = new EventEmitter();

class App extends EventEmitter {
  ready = false;
  hasLock = process.env.SIGNALBOX_STAND_IN_SECOND !== '1';
  commandLine = {
    /**
     * @param {string} name
     * @param {string} [value]
     */
    appendSwitch: (name, value = '') => {
      if (!this.ready) record.switches[name] = value;
    },
    getSwitchValue: () => '',
  };
  requestSingleInstanceLock() {
    return this.hasLock;
  }
  whenReady() {
    return this.ready ? Promise.resolve() : new Promise((resolve) => readiness.once('ready', resolve));
  }
  /** @param {string} name */
  getPath(name) {
    const path = join(home, name);
    mkdirSync(path, { recursive: true });
    return path;
  }
  getVersion() {
    return '0.0.0';
  }
  addRecentDocument() {}
  quit() {
    let stopped = false;
    this.emit('before-quit', { preventDefault: () => (stopped = true) });
    if (!stopped) record.quits++;
  }
}
export const app = new App();

/** Lets the program start, as Electron does once it is up. */
export function becomeReady() {
  app.ready = true;
  readiness.emit('ready');
}

export class WebContents extends EventEmitter {
  url = '';
  /** @type {any[]} */
  sent = [];
  /** @type {(message: any) => void} */
  deliver = () => {};
  /** @type {(details: { url: string }) => { action: string }} */
  windowOpen = () => ({ action: 'allow' });
  mainFrame = { url: '', parent: null };
  /** @param {typeof this.windowOpen} handler */
  setWindowOpenHandler(handler) {
    this.windowOpen = handler;
  }
  /**
   * @param {string} channel
   * @param {...any} args
   */
  send(channel, ...args) {
    this.sent.push({ channel, args });
    this.deliver({ channel, args, ports: [] });
  }
  /**
   * @param {string} channel
   * @param {unknown} message
   * @param {readonly StandInPort[]} ports
   */
  postMessage(channel, message, ports = []) {
    this.deliver({ channel, args: [message], ports: wrapped(message, ports)[1] });
  }
}

export class BrowserWindow extends EventEmitter {
  /** @type {BrowserWindow[]} */
  static all = [];
  /** @param {any} options */
  constructor(options) {
    super();
    this.options = options;
    this.webContents = new WebContents();
    this.focused = 0;
    BrowserWindow.all.push(this);
    record.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  static getAllWindows() {
    return BrowserWindow.all;
  }
  /** @param {WebContents} contents */
  static fromWebContents(contents) {
    return BrowserWindow.all.find((window) => window.webContents === contents) ?? null;
  }
  /** @param {string} url */
  async loadURL(url) {
    this.webContents.url = url;
    this.webContents.mainFrame = { url, parent: null };
    if (new URL(url).pathname === '/engine.html') this.becomeEngine();
  }
  /** Stands in for the engine's page: its engine is Node's, in a thread. */
  becomeEngine() {
    const file = join(dirname(this.options.webPreferences.preload), '..', 'main', 'engine.js');
    this.webContents.deliver = ({ ports }) => {
      const engine = startThread(file);
      engine.postMessage(
        null,
        ports.map((/** @type {any} */ port) => new StandInPort(port)),
      );
      this.once('closed', () => engine.kill());
    };
    setImmediate(() => this.webContents.emit('did-finish-load'));
  }
  isDestroyed() {
    return !BrowserWindow.all.includes(this);
  }
  show() {}
  focus() {
    this.focused++;
  }
  restore() {}
  reload() {}
  isMinimized() {
    return false;
  }
  setTitle() {}
  setDocumentEdited() {}
  setProgressBar() {}
  setRepresentedFilename() {}
  close() {
    let stopped = false;
    this.emit('close', { preventDefault: () => (stopped = true) });
    if (!stopped) this.destroy();
    return !stopped;
  }
  destroy() {
    if (this.isDestroyed()) return;
    BrowserWindow.all = BrowserWindow.all.filter((window) => window !== this);
    this.emit('closed');
    if (BrowserWindow.all.length === 0) app.emit('window-all-closed');
  }
}

export const protocol = {
  /** @param {any[]} schemes */
  registerSchemesAsPrivileged: (schemes) => {
    record.privilegedSchemes.push(...schemes);
  },
  /**
   * @param {string} scheme
   * @param {(request: Request) => Promise<Response>} handler
   */
  handle: (scheme, handler) => {
    record.protocols.set(scheme, handler);
  },
};

export const session = {
  defaultSession: new Proxy(
    {
      webRequest: {
        onHeadersReceived: (/** @type {any} */ listener) => {
          record.onHeadersReceived = listener;
        },
      },
    },
    {
      get: (target, name) =>
        name === 'webRequest'
          ? target.webRequest
          : (/** @type {any} */ handler) => {
              record.sessionHandlers[String(name)] = handler;
            },
    },
  ),
};

class IpcMain extends EventEmitter {
  /**
   * @param {string} channel
   * @param {(event: any, argument: any) => any} handler
   */
  handle(channel, handler) {
    record.handlers.set(channel, handler);
  }
}
export const ipcMain = new IpcMain();

export const Menu = {
  /** @param {any} template */
  buildFromTemplate: (template) => template,
  /** @param {any} menu */
  setApplicationMenu: (menu) => {
    record.menu = menu;
  },
};

export const dialog = {
  showOpenDialog: async () => ({
    canceled: record.chosen === null,
    filePaths: record.chosen === null ? [] : [record.chosen],
  }),
  showSaveDialog: async () => ({ canceled: record.chosen === null, filePath: record.chosen ?? '' }),
  showMessageBoxSync: () => record.answer,
};

export const shell = {
  /** @param {string} url */
  openExternal: async (url) => {
    record.openedExternally.push(url);
  },
  /** @param {string} path */
  showItemInFolder: (path) => {
    record.shownInFolder.push(path);
  },
};

export const nativeTheme = { shouldUseDarkColors: false };

let blockers = 0;
export const powerSaveBlocker = {
  start: () => {
    record.awake.add(++blockers);
    return blockers;
  },
  /** @param {number} id */
  stop: (id) => {
    record.awake.delete(id);
  },
};

export class MessageChannelMain {
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new StandInPort(port1);
    this.port2 = new StandInPort(port2);
  }
}

export const utilityProcess = {
  /**
   * @param {string} file
   * @param {string[]} _args
   * @param {{ serviceName?: string }} options
   */
  fork: (file, _args, { serviceName }) => {
    const child = Object.assign(startThread(file), { serviceName });
    record.utilities.push(child);
    return child;
  },
};

/**
 * A utility process, or what runs in an engine's page: a thread.
 * @param {string} file
 */
function startThread(file) {
  const worker = new Worker(new URL('./utilityWorker.mjs', import.meta.url), {
    workerData: { file: pathToFileURL(file).href },
  });
  const child = Object.assign(new EventEmitter(), {
    /** What was posted to it. @type {unknown[]} */
    told: [],
    /**
     * @param {unknown} message
     * @param {readonly StandInPort[]} [ports]
     */
    postMessage: (message, ports = []) => {
      child.told.push(message);
      const [data, transfer] = wrapped(message, ports);
      worker.postMessage(data, transfer);
    },
    kill: () => {
      void worker.terminate();
      return true;
    },
  });
  worker.on('message', (message) => child.emit('message', message));
  worker.on('error', (error) => console.error(error));
  worker.on('exit', (code) => child.emit('exit', code));
  return child;
}

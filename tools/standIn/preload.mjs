import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { ipcMain, record } from './electron.mjs';

/**
 * Runs a built preload script against a window, as a sandboxed page would: it may require 'electron' and nothing
 * else. What it exposes is what the page sees.
 * @param {string} path of the built file
 * @param {import('./electron.mjs').BrowserWindow} window
 * @returns {Record<string, any>}
 */
export function runPreload(path, window) {
  const contents = window.webContents;
  const frame = () => contents.mainFrame;
  /** @type {Record<string, any>} */
  const exposed = {};
  const listeners = new EventEmitter();
  contents.deliver = ({ channel, args, ports }) =>
    queueMicrotask(() => listeners.emit(channel, { ports: ports.map(asDomPort) }, ...args));
  const electron = {
    contextBridge: {
      exposeInMainWorld: (/** @type {string} */ name, /** @type {any} */ api) => {
        exposed[name] = api;
      },
    },
    ipcRenderer: {
      on: (/** @type {string} */ channel, /** @type {(...args: any[]) => void} */ listener) =>
        listeners.on(channel, listener),
      send: (/** @type {string} */ channel, /** @type {any[]} */ ...args) =>
        ipcMain.emit(channel, { sender: contents, senderFrame: frame() }, ...args),
      invoke: async (/** @type {string} */ channel, /** @type {any} */ argument) => {
        const handler = record.handlers.get(channel);
        if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
        return handler({ sender: contents, senderFrame: frame() }, structuredClone(argument));
      },
    },
  };
  const require = (/** @type {string} */ name) => {
    if (name === 'electron') return electron;
    throw new Error(`a sandboxed preload script may not require '${name}'`);
  };
  const module = { exports: {} };
  vm.compileFunction(readFileSync(path, 'utf8'), ['require', 'module', 'exports'], { filename: path })(
    require,
    module,
    module.exports,
  );
  return exposed;
}

/**
 * A port as a page has it. Node's has the same methods; messages of the stand-in's main side carry their ports.
 * @param {import('node:worker_threads').MessagePort} port
 */
function asDomPort(port) {
  const heard = new EventEmitter();
  return {
    start: () => {
      port.on('message', (raw) => heard.emit('message', { data: raw.data }));
      port.on('close', () => heard.emit('close', {}));
    },
    postMessage: (/** @type {unknown} */ data) => port.postMessage({ data, ports: [] }),
    addEventListener: (/** @type {string} */ name, /** @type {(event: any) => void} */ listener) =>
      heard.on(name, listener),
    close: () => port.close(),
  };
}

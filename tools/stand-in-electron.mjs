// Runs the built main process against a stand-in for Electron and prints what it did, as JSON. Where Electron's
// runtime cannot be had, this is what its main process and preload script are tested with.
//   node tools/stand-in-electron.mjs out/main/index.js [--sender WHO --call-all] [--fire EVENT,... --address URL]
//     [--fetch ADDRESS]... [--second-instance JSON] [--open-file PATH] [--host] [--engine-window REASON] [--close]
// WHO: own, subframe, gone, or an address.
import { once } from 'node:events';
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sender: { type: 'string' },
    'call-all': { type: 'boolean' },
    fire: { type: 'string' },
    address: { type: 'string' },
    fetch: { type: 'string', multiple: true },
    'second-instance': { type: 'string' },
    'open-file': { type: 'string' },
    host: { type: 'boolean' },
    'engine-window': { type: 'string' },
    close: { type: 'boolean' },
  },
});
register('./standIn/hooks.mjs', import.meta.url);
const { app, becomeReady, BrowserWindow, record } = await import('./standIn/electron.mjs');
const { runPreload } = await import('./standIn/preload.mjs');

const main = resolve(positionals[0] ?? 'out/main/index.js');
const preload = resolve(main, '..', '..', 'preload', 'index.cjs');
if (values['open-file'] !== undefined)
  setImmediate(() => app.emit('open-file', { preventDefault() {} }, values['open-file']));
await import(pathToFileURL(main).href);
await new Promise((done) => setImmediate(done));
becomeReady();
await new Promise((done) => setImmediate(done));

const [window] = BrowserWindow.getAllWindows();
/** @type {Record<string, unknown>} */
const report = {};
const exposed = window === undefined ? {} : runPreload(preload, window);

if (values['second-instance'] !== undefined) {
  app.emit('second-instance', {}, ['signalbox', ...JSON.parse(values['second-instance'])], process.cwd());
}
if (values['call-all']) report.calls = await callAll(values.sender ?? 'own');
if (values.fire !== undefined) report.fired = fire(values.fire.split(','), values.address ?? '');
if (values.fetch !== undefined) report.fetched = await Promise.all(values.fetch.map(fetched));
if (values.host) report.host = await askHost();
if (values['engine-window'] !== undefined) report.engine = await loseEngine(values['engine-window']);

if (values.close) {
  window?.close();
  for (let i = 0; i < 500 && record.quits === 0; i++) await new Promise((done) => setTimeout(done, 10));
}

report.windows = record.windows.map(({ options, webContents, focused }) => ({
  webPreferences: options.webPreferences,
  show: options.show,
  url: webContents.url,
  focused,
  sent: webContents.sent,
}));
report.exposed = Object.fromEntries(Object.entries(exposed).map(([name, api]) => [name, keysOf(api)]));
report.handlers = [...record.handlers.keys()];
report.privilegedSchemes = record.privilegedSchemes;
if (window !== undefined) report.permissions = await permissions();
report.openedExternally = record.openedExternally;
report.utilities = record.utilities.map(({ serviceName }) => serviceName);
report.switches = record.switches;
report.quits = record.quits;
record.onHeadersReceived?.({ responseHeaders: {} }, (/** @type {any} */ answer) => {
  report.sessionPolicy = answer.responseHeaders['Content-Security-Policy'];
});
console.log(JSON.stringify(report, null, 2));
process.exit(0);

/**
 * Calls every handler as a given frame, with an argument that fits none and with an empty one.
 * @param {string} who
 */
async function callAll(who) {
  const frames = {
    own: window?.webContents.mainFrame,
    subframe: { url: 'app://signalbox/', parent: window?.webContents.mainFrame },
    gone: null,
  };
  const senderFrame =
    who in frames ? frames[/** @type {keyof typeof frames} */ (who)] : { url: who, parent: null };
  const event = { sender: window?.webContents, senderFrame };
  return Promise.all(
    [...record.handlers].map(async ([channel, handler]) => ({
      channel,
      answer: await handler(event, { title: 'x', surprise: 1 }),
    })),
  );
}

/**
 * Fires events of a page that wants to leave; says which were prevented.
 * @param {readonly string[]} names
 * @param {string} url
 */
function fire(names, url) {
  return names.map((name) => {
    if (name === 'window-open')
      return { name, prevented: window?.webContents.windowOpen({ url }).action === 'deny' };
    let prevented = false;
    window?.webContents.emit(name, { url, preventDefault: () => (prevented = true) });
    return { name, prevented };
  });
}

/** @param {string} address */
async function fetched(address) {
  const handler = record.protocols.get(address.slice(0, address.indexOf(':')));
  if (handler === undefined) return { address, status: 'no handler' };
  // A Request would tidy the address up; Electron hands over what the page asked for.
  const answer = await handler(/** @type {Request} */ ({ url: address }));
  return { address, status: answer.status, headers: Object.fromEntries(answer.headers) };
}

async function permissions() {
  const kinds = [
    'media',
    'geolocation',
    'notifications',
    'midi',
    'pointerLock',
    'clipboard-read',
    'usb',
    'serial',
    'hid',
  ];
  const { sessionHandlers: handlers } = record;
  const asked = await Promise.all(
    kinds.map(async (kind) => {
      const request = await new Promise((answer) => handlers.setPermissionRequestHandler(null, kind, answer));
      return [
        kind,
        {
          request,
          check: handlers.setPermissionCheckHandler(null, kind),
          device: handlers.setDevicePermissionHandler({ deviceType: kind }),
        },
      ];
    }),
  );
  const media = await new Promise((answer) => handlers.setDisplayMediaRequestHandler({}, answer));
  return {
    ...Object.fromEntries(asked),
    displayMedia: Object.keys(/** @type {object} */ (media)).length > 0,
  };
}

/** Talks to the host through the whole bridge; then ends the host and talks to the one that is started again. */
async function askHost() {
  const { signalbox } = exposed;
  /** @type {unknown[]} */
  const states = [];
  signalbox.onHostState((/** @type {unknown} */ state) => states.push(state));
  signalbox.onDesktopEvent(() => {});
  const hello = await signalbox.host.hello({});
  const refused = await signalbox.host.openDocument({ path: '/etc/passwd' });
  const bad = await signalbox.host.openDocument({ surprise: 1 });
  const devices = await signalbox.host.devices({});
  const utility = record.utilities.find(({ serviceName }) => serviceName === 'Signalbox host');
  const gone = once(utility, 'exit');
  utility.kill();
  await gone;
  const again = await signalbox.host.hello({});
  return { hello, refused, bad, devices, again, states };
}

/**
 * Has the host want an engine in a window, and the window's process end for a reason; or, for `closed`, has the host end
 * it; for `none` the engine stays.
 * @param {string} reason as Electron has it
 */
async function loseEngine(reason) {
  const host = record.utilities.find(({ serviceName }) => serviceName === 'Signalbox host');
  host.emit('message', { kind: 'wants-engine', id: 7, place: 'window' });
  const opened = record.windows.at(-1);
  await once(opened.webContents, 'did-finish-load');
  if (reason === 'none') return undefined;
  if (reason === 'closed') host.emit('message', { kind: 'ends-engine', id: 7 });
  else opened.webContents.emit('render-process-gone', {}, { reason });
  const told = host.told.filter((/** @type {any} */ { id }) => id === 7);
  return { told, destroyed: opened.isDestroyed() };
}

/**
 * The names of what is exposed, two deep.
 * @param {Record<string, unknown>} api
 */
function keysOf(api) {
  return Object.entries(api).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

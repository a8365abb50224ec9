import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hostCalls } from '../src/shared/api/contract.ts';
import { desktopCalls } from '../src/shared/desktop.ts';
import { contentSecurityPolicy } from '../src/shared/pagePolicy.ts';

const PAGE_POLICY = contentSecurityPolicy({ own: 'app://signalbox' });
const root = fileURLToPath(new URL('..', import.meta.url));

/** What the built main process did under the stand-in. */
interface Report {
  readonly windows: readonly {
    readonly show: boolean;
    readonly webPreferences: Record<string, unknown>;
    readonly url: string;
    readonly focused: number;
    readonly sent: readonly { readonly channel: string; readonly args: readonly unknown[] }[];
  }[];
  readonly exposed: Record<string, readonly string[]>;
  readonly calls: readonly { readonly channel: string; readonly answer: Record<string, unknown> }[];
  readonly handlers: readonly string[];
  readonly fired: readonly { readonly name: string; readonly prevented: boolean }[];
  readonly fetched: readonly { readonly status: number; readonly headers: Record<string, string> }[];
  readonly permissions: Record<string, unknown>;
  readonly privilegedSchemes: readonly { readonly scheme: string }[];
  readonly openedExternally: readonly string[];
  readonly host: Record<string, unknown>;
  readonly engine: { readonly told: readonly unknown[]; readonly destroyed: boolean };
  readonly switches: Record<string, string>;
  readonly quits: number;
  readonly sessionPolicy: readonly string[];
}

function run(args: readonly string[], environment: Record<string, string> = {}): Report {
  const tool = join(root, 'tools', 'stand-in-electron.mjs');
  const ended = spawnSync(process.execPath, [tool, 'out/main/index.js', ...args], {
    cwd: root,
    encoding: 'utf8',
    // The stand-in's utility processes are threads, which TensorFlow is not made to end in.
    env: { ...process.env, SIGNALBOX_TENSORFLOW: 'none', ...environment },
  });
  expect(ended.status, ended.stderr).toBe(0);
  return JSON.parse(ended.stdout) as Report;
}

describe("Electron's main process", () => {
  test('opens windows that are isolated, sandboxed and have no Node', () => {
    const { windows, privilegedSchemes } = run([]);
    expect(windows).toHaveLength(1);
    const { preload, ...preferences } = windows[0].webPreferences;
    expect(preload).toBe(join(root, 'out', 'preload', 'index.cjs'));
    expect(preferences).toEqual({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      disableBlinkFeatures: 'Auxclick',
    });
    expect(windows[0].url).toBe('app://signalbox/');
    expect(privilegedSchemes.map(({ scheme }) => scheme)).toEqual(['app']);
  });

  test('shows the page the named calls of the contract and nothing else', () => {
    const { exposed } = run([]);
    expect(Object.keys(exposed)).toEqual(['signalbox']);
    expect([...exposed.signalbox].sort()).toEqual(
      [
        'version',
        'onHostEvent',
        'onHostState',
        'onDesktopEvent',
        ...Object.keys(hostCalls).map((name) => `host.${name}`),
        ...Object.keys(desktopCalls).map((name) => `desktop.${name}`),
      ].sort(),
    );
  });

  test.each([
    'https://evil.example',
    'about:blank',
    'app://signalbox.evil.example/',
    'app://signalbox/engine.html',
    'subframe',
    'gone',
  ])('refuses every call of %s', (sender) => {
    const { calls, handlers } = run(['--call-all', '--sender', sender]);
    expect(calls.map(({ channel }) => channel)).toEqual(handlers);
    expect(handlers).toHaveLength(Object.keys(desktopCalls).length);
    const codes = calls.map(({ answer }) => (answer.problem as { code: string }).code);
    expect(new Set(codes)).toEqual(new Set(['stranger']));
  });

  test('refuses arguments of its own page that are not as the contract says', () => {
    const { calls } = run(['--call-all', '--sender', 'own']);
    const codes = calls.map(({ answer }) => (answer.problem as { code: string }).code);
    expect(new Set(codes)).toEqual(new Set(['bad-argument']));
  });

  test.each([
    'https://signalbox.app.evil.com',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://x',
    'vscode:x',
  ])('lets no page go to %s', (address) => {
    const names = [
      'will-navigate',
      'will-redirect',
      'will-frame-navigate',
      'will-attach-webview',
      'window-open',
    ];
    const { fired, openedExternally } = run(['--fire', names.join(','), '--address', address]);
    expect(fired).toEqual(names.map((name) => ({ name, prevented: true })));
    expect(openedExternally).toEqual([]);
  });

  test('gives no page a permission, asked or checked', () => {
    const { displayMedia, ...kinds } = run([]).permissions;
    expect(displayMedia).toBe(false);
    expect(Object.keys(kinds).length).toBeGreaterThanOrEqual(9);
    for (const kind of Object.values(kinds))
      expect(kind).toEqual({ request: false, check: false, device: false });
  });

  test('serves only the files of the page, with the headers that isolate it', () => {
    const bad = [
      'app://signalbox/kernels/built.json',
      'app://signalbox/kernels/..%2fmain%2findex.js',
      'app://signalbox/..%2f..%2fetc/passwd',
      'app://signalbox//etc/passwd',
      'app://signalbox/index.html%00',
      'app://signalbox/../renderer-x/a',
      'app://evil/index.html',
    ];
    const { fetched } = run(
      ['app://signalbox/', 'app://signalbox/kernels/relaxed-8.wasm', ...bad].flatMap((address) => [
        '--fetch',
        address,
      ]),
    );
    expect(fetched.map(({ status }) => status)).toEqual([200, 200, ...bad.map(() => 404)]);
    for (const { headers } of fetched) {
      expect(headers).toMatchObject({
        'content-security-policy': PAGE_POLICY,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  test('has one content security policy, whichever way it is sent', () => {
    expect(run([]).sessionPolicy).toEqual([PAGE_POLICY]);
    expect(PAGE_POLICY).not.toMatch(/unsafe-inline|unsafe-eval(?!')|'unsafe-eval'/);
  });

  test('a second start brings the window to the front, and its arguments are checked', () => {
    const { windows, quits } = run(['--second-instance', '["--inspect","../../x","/etc/passwd"]']);
    expect(windows).toHaveLength(1);
    expect(windows[0].focused).toBe(1);
    expect(quits).toBe(0);
    expect(run([], { SIGNALBOX_STAND_IN_SECOND: '1' })).toMatchObject({ windows: [], quits: 1 });
  });

  test('a project named by a second start or by the system is opened in the page once it listens', () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-open-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'größe 1.json');
    writeFileSync(path, '{}');
    const opened = [{ channel: 'signalbox:event', args: [{ kind: 'open', path }] }];
    expect(run(['--host', '--second-instance', JSON.stringify([path])]).windows[0].sent).toEqual(opened);
    expect(run(['--host', '--open-file', path]).windows[0].sent).toEqual(opened);
    expect(run(['--host', '--open-file', join(folder, 'none.json')]).windows[0].sent).toEqual([]);
  }, 60_000);

  test('the page reaches the host, its engine runs beside it, and a host that dies is started again', () => {
    const { host } = run(['--host']);
    expect(host).toMatchObject({
      hello: { value: { surface: 'electron' } },
      refused: { problem: { code: 'outside-roots' } },
      bad: { problem: { code: 'bad-argument' } },
      devices: {
        value: expect.arrayContaining([
          expect.objectContaining({ name: 'cpu', available: true }),
          expect.objectContaining({ name: 'tensorflow' }),
        ]),
      },
      again: { value: { surface: 'electron' } },
    });
    const states = (host.states as { state: string }[]).map(({ state }) => state);
    expect(states).toEqual(['connecting', 'connected', 'lost', 'connected']);
  }, 60_000);
});

describe('an engine in a window', () => {
  test('runs in a page of our own that nobody sees, isolated like any other and never slowed down', () => {
    const { windows } = run(['--engine-window', 'closed']);
    const [{ webPreferences: shown }, engine] = windows;
    expect(windows).toHaveLength(2);
    expect(engine).toMatchObject({ url: 'app://signalbox/engine.html', show: false, focused: 0 });
    expect(engine.webPreferences).toEqual({ ...shown, backgroundThrottling: false });
  });

  test.each([
    ['oom', 'its window ran out of memory'],
    ['crashed', 'its window ended unasked (crashed)'],
    ['closed', 'its window was closed'],
  ])('that is gone (%s) is told to the host in words, once', (how, reason) => {
    const { engine, quits } = run(['--engine-window', how]);
    expect(engine.told).toEqual([
      { kind: 'engine', id: 7 },
      { kind: 'engine-gone', id: 7, reason },
    ]);
    expect(engine.destroyed).toBe(true);
    expect(quits).toBe(0);
  });

  test.skipIf(process.platform === 'darwin')(
    "does not keep the program when the app's window is closed",
    () => {
      expect(run(['--engine-window', 'none', '--close']).quits).toBe(1);
    },
  );

  test('has the GPU asked for before the program is ready', () => {
    const { switches } = run([]);
    expect(switches).toMatchObject({ 'use-webgpu-power-preference': 'default-high-performance' });
    expect(Object.hasOwn(switches, 'enable-unsafe-webgpu')).toBe(process.platform === 'linux');
  });
});

test('pages are listened to in one file, and talked to from the preload script alone', () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));
  const using = (word: string) =>
    files.filter((name) => new RegExp(`\\b${word}\\b`).test(readFileSync(join(root, 'src', name), 'utf8')));
  expect(using('ipcMain')).toEqual(['main/ipc.ts']);
  expect(using('ipcRenderer').every((name) => name.startsWith('preload/'))).toBe(true);
});

test('the packaged program will have the fuses of a program that only runs its own code', () => {
  const { asar, electronFuses } = JSON.parse(readFileSync(join(root, 'electron-builder.json'), 'utf8'));
  expect(asar).toBe(true);
  expect(electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  });
});

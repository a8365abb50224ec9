import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronExecutable } from './electronRuntime.js';
import { ensureBuilt } from './ensureBuilt.js';
import { fetchElectron } from './fetchElectron.js';
import { decideStart, hasDisplay, isAutomatic } from './startDecision.js';

/** A window that is gone so soon, in milliseconds, with a code that says failure, never was one. */
const SOON = 5000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * A line that the next one replaces.
 * @param {string} text
 */
function show(text) {
  process.stderr.write(`\r\x1b[K${text}`);
}

/** @returns {import('./startDecision.js').Surroundings} */
function surroundings() {
  return {
    args: process.argv.slice(2),
    runtime: electronExecutable(root, process.env) !== undefined,
    display: hasDisplay(process.platform, process.env),
    terminal: process.stderr.isTTY === true,
    automatic: isAutomatic(process.env),
    superuser: process.platform === 'linux' && process.getuid?.() === 0,
  };
}

/**
 * Runs the app in Electron until it ends.
 * @param {string} executable
 * @returns {Promise<string | undefined>} why no window came to be, in a few words
 */
async function startElectron(executable) {
  const failure = ensureBuilt(root, say);
  if (failure !== undefined) {
    say(failure.message);
    process.exitCode = failure.code;
    return undefined;
  }
  const started = performance.now();
  const app = spawn(executable, [root], { stdio: 'inherit' });
  return new Promise((resolve) => {
    app.on('error', (error) => resolve(`Electron could not be started (${error.message})`));
    app.on('exit', (code, signal) => {
      const stopped = signal === 'SIGINT' || signal === 'SIGTERM';
      process.exitCode = stopped ? 130 : (code ?? 70);
      const early = performance.now() - started < SOON && code !== 0 && !stopped;
      resolve(early ? `Electron ended at once (${signal ?? `code ${code}`})` : undefined);
    });
  });
}

/** @param {readonly string[]} args */
async function serve(args) {
  process.exitCode = 0;
  process.argv = [process.execPath, join(root, 'bin', 'signalbox.js'), 'serve', ...args];
  await import('./signalbox.js');
}

/** @type {import('./startDecision.js').Surroundings} */
let found = surroundings();
let decision = decideStart(found);
if (decision.kind === 'fetch') {
  say("Electron's runtime is not there yet; fetching it (about 110 MB) ...");
  const fault = await fetchElectron(root, show);
  found = {
    ...surroundings(),
    ...(fault && { fault: `Electron's runtime could not be fetched (${fault})` }),
  };
  decision = decideStart(found);
}
if (decision.kind === 'electron') {
  const executable = electronExecutable(root, process.env);
  const fault = executable && (await startElectron(executable));
  if (fault !== undefined) decision = decideStart({ ...found, fault });
}
if (decision.kind === 'serve') {
  say(decision.why);
  await serve(decision.args);
}

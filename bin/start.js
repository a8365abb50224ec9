import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronExecutable } from './electronRuntime.js';
import { ensureBuilt } from './ensureBuilt.js';
import { decideStart, hasDisplay } from './startDecision.js';

/** What a start without a window does until the app can be served: train the small template on the drawn signs. */
const COMMAND = ['train', 'resources/graphs/vgg-small.json', '--data', 'signs', '--epochs', '1'];

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @returns {import('./startDecision.js').Surroundings} */
function surroundings() {
  return {
    asked: process.argv.includes('--window'),
    runtime: electronExecutable(root, process.env) !== undefined,
    display: hasDisplay(process.platform, process.env),
    terminal: process.stdout.isTTY === true,
    superuser: process.platform === 'linux' && process.getuid?.() === 0,
  };
}

/** @param {string} executable */
async function startElectron(executable) {
  const failure = ensureBuilt(root, say);
  if (failure !== undefined) {
    say(failure.message);
    process.exitCode = failure.code;
    return;
  }
  const app = spawn(executable, [root], { stdio: 'inherit' });
  process.exitCode = await new Promise((resolve) => {
    app.on('error', (error) => {
      say(`Electron could not be started: ${error.message}`);
      resolve(70);
    });
    app.on('exit', (code, signal) => resolve(signal === null ? (code ?? 70) : 130));
  });
}

/** @param {string} why */
async function startCommand(why) {
  say(`${why} Running instead: signalbox ${COMMAND.join(' ')}`);
  process.chdir(root);
  process.argv = [process.execPath, join(root, 'bin', 'signalbox.js'), ...COMMAND];
  await import('./signalbox.js');
}

let decision = decideStart(surroundings());
if (decision.kind === 'fetch') {
  say("Electron's runtime is not there yet; fetching it (about 110 MB) ...");
  spawnSync(process.execPath, [join(root, 'node_modules', 'electron', 'install.js')], { stdio: 'inherit' });
  decision = decideStart({ ...surroundings(), fetched: true });
}
const executable = electronExecutable(root, process.env);
if (decision.kind === 'electron' && executable !== undefined) await startElectron(executable);
else if (decision.kind === 'command') await startCommand(decision.why);

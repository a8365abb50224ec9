import { programVersion } from '../host/paths.ts';
import { ProblemError } from '../shared/problem.ts';
import type { Command, CommandContext } from './command.ts';
import { createOutput } from './output.ts';

/** The commands by name; only the one that is asked for is loaded. */
const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['train', async () => (await import('./commands/train.ts')).train],
  ['check', async () => (await import('./commands/check.ts')).check],
  ['eval', async () => (await import('./commands/eval.ts')).evaluate],
  ['predict', async () => (await import('./commands/predict.ts')).predict],
  ['export', async () => (await import('./commands/export.ts')).exportRun],
  ['serve', async () => (await import('./commands/serve.ts')).serve],
  ['bench', async () => (await import('./commands/bench.ts')).bench],
  ['devices', async () => (await import('./commands/devices.ts')).devices],
  ['setup', async () => (await import('./commands/setup.ts')).setup],
  ['modules', async () => (await import('./commands/modules.ts')).modules],
]);

async function help(): Promise<string> {
  const all = await Promise.all([...commands.values()].map((load) => load()));
  const width = Math.max(...all.map(({ name }) => name.length));
  const lines = all.map(
    ({ name, summary, usage }) => `  ${name.padEnd(width)}  ${summary}\n  ${' '.repeat(width)}  ${usage}`,
  );
  return `signalbox COMMAND [OPTION...]: train neural networks wired from Torch's modules\n\n${lines.join('\n')}\n\nDIR is a folder of images, or "signs" for the built-in set. --json prints one object a line.`;
}

/** What ends the command under way in order; null where it can be ended at once. */
let stopInOrder: (() => void) | null = null;

/** The first interrupt asks the command to stop in order, the second ends the process. */
function onInterrupt(stop: () => void): () => void {
  let asked = false;
  stopInOrder = stop;
  const handle = () => {
    if (asked) process.exit(130);
    asked = true;
    stop();
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return () => {
    stopInOrder = null;
    process.off('SIGINT', handle);
    process.off('SIGTERM', handle);
  };
}

/** Runs one command line; answers with the exit code and never throws. */
async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  const output = createOutput(args.includes('--json'), process.stdout, process.stderr);
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${await help()}\n`);
    return name === undefined ? 1 : 0;
  }
  if (name === '--version') {
    process.stdout.write(`${programVersion()}\n`);
    return 0;
  }
  const load = commands.get(name);
  if (!load) {
    output.note(
      `signalbox: there is no command "${name}", expected one of ${[...commands.keys()].join(', ')}`,
    );
    return 1;
  }
  const command = await load();
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.summary}\nusage: ${command.usage}\n`);
    return 0;
  }
  return runCommand(command, { args, output, onInterrupt });
}

async function runCommand(command: Command, context: CommandContext): Promise<number> {
  try {
    return await command.run(context);
  } catch (error) {
    context.output.endProgress();
    if (error instanceof ProblemError) {
      context.output.note(`signalbox ${command.name}: ${error.message}`);
      return 1;
    }
    if ((error as { code?: string }).code === 'EPIPE') return 0;
    const what = error instanceof Error ? error.message.split('\n')[0] : String(error);
    context.output.note(
      `signalbox ${command.name}: an error of Signalbox itself: ${what}. Please report it with this command line; SIGNALBOX_TRACE=1 shows where.`,
    );
    if (process.env.SIGNALBOX_TRACE && error instanceof Error) context.output.note(error.stack ?? '');
    return 70;
  }
}

process.stdout.on('error', (error: { code?: string }) => {
  if (error.code !== 'EPIPE') throw error;
  // The reader has gone, as `head` does: nothing is left to say, but a run under way is to be kept.
  if (stopInOrder) stopInOrder();
  else process.exit(0);
});
process.exitCode = await main(process.argv.slice(2));

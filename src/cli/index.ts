import { programVersion } from '../host/paths.ts';
import { ProblemError } from '../shared/problem.ts';
import type { Command, CommandContext } from './command.ts';
import { bench } from './commands/bench.ts';
import { check } from './commands/check.ts';
import { devices } from './commands/devices.ts';
import { evaluate } from './commands/eval.ts';
import { exportRun } from './commands/export.ts';
import { modules } from './commands/modules.ts';
import { predict } from './commands/predict.ts';
import { serve } from './commands/serve.ts';
import { setup } from './commands/setup.ts';
import { train } from './commands/train.ts';
import { createOutput } from './output.ts';

const commands: readonly Command[] = [
  train,
  check,
  evaluate,
  predict,
  exportRun,
  serve,
  bench,
  devices,
  setup,
  modules,
];

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(
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
    process.stdout.write(`${help()}\n`);
    return name === undefined ? 1 : 0;
  }
  if (name === '--version') {
    process.stdout.write(`${programVersion()}\n`);
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) {
    output.note(
      `signalbox: there is no command "${name}", expected one of ${commands.map((known) => known.name).join(', ')}`,
    );
    return 1;
  }
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

import { fail } from '../../shared/problem.ts';
import { commonOptions, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { resultWords, stageWords } from '../setupWords.ts';

const usage =
  'signalbox setup tensorflow [--python PATH] [--make-environment] [--installer] [--again] [--json]';

const options = {
  ...commonOptions,
  python: { kind: 'text' },
  'make-environment': { kind: 'flag' },
  installer: { kind: 'flag' },
  again: { kind: 'flag' },
} as const;

export const setup: Command = {
  name: 'setup',
  usage,
  summary: 'Brings TensorFlow, for the device "tensorflow"',
  run: async ({ args, output, onInterrupt }) => {
    const { options: given, positionals } = parseArguments(args, options, usage, { min: 1, max: 1 });
    const [what] = positionals;
    if (what !== 'tensorflow')
      fail('usage', `there is no "${what}" to set up, expected tensorflow; usage: ${usage}`);
    const { setupTensorflow } = await import('../../host/tensorflow/setupTensorflow.ts');
    const { thisSetup } = await import('../../host/tensorflow/prepare.ts');
    const request = {
      python: given.python ?? null,
      makeEnvironment: given['make-environment'],
      installer: given.installer,
      again: given.again,
    };
    const parts = thisSetup();
    const controller = new AbortController();
    const stopListening = onInterrupt(() => controller.abort());
    const listener = {
      onStage: (stage: keyof typeof stageWords) => output.note(stageWords[stage]),
      onLine: (line: string) => output.progress(line),
    };
    try {
      const result = await setupTensorflow(request, parts, listener, controller.signal);
      const { already, installation, gpu, device, note } = result;
      const { version, how, manifest, addon } = installation;
      const { libraries, cuda } = manifest;
      const facts = {
        tensorflow: version,
        package: manifest.package,
        how,
        addon,
        libraries,
        cuda,
        gpu,
        device,
      };
      output.result({ already, ...facts }, resultWords(result));
      if (note !== null) output.note(note);
      return 0;
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      output.note('Stopped; nothing has changed.');
      return 130;
    } finally {
      stopListening();
    }
  },
};

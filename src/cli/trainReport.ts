import { parameterCount } from '../engine/compiler/tensors.ts';
import type { CompileProgress } from '../engine/devices/device.ts';
import type { Progress } from '../engine/training/trainer.ts';
import type { LoadedData } from '../host/data/loadData.ts';
import type { Model } from '../host/model.ts';
import type { MetricsLine } from '../host/runs/metricsLog.ts';
import { epochPlaceWords, epochWords } from '../shared/epochs.ts';
import { bar, count, duration, type Output, share } from './output.ts';

/** What a run starts with, or goes on from. */
interface Start {
  readonly model: Model;
  readonly data: LoadedData;
  readonly from: { readonly position: { readonly epoch: number; readonly step: number } };
}

/** How far the device is with its shaders, on a terminal; the line `start` takes its place. */
export function showCompiling(output: Output, { done, total }: CompileProgress): void {
  output.progress(`compiling shaders ${bar(done / total)} ${count(done)} of ${count(total)}`);
}

/** The line `start`: what is trained on what. */
export function announceStart(output: Output, device: string, { model, data, from }: Start): void {
  const parameters = parameterCount(model.graph);
  const images = {
    train: data.train.indices.length,
    validation: data.validation?.indices.length ?? 0,
    test: data.test?.indices.length ?? 0,
  };
  const sizes = [
    `${count(images.train)} training`,
    ...(images.validation > 0 ? [`${count(images.validation)} validation`] : []),
    ...(images.test > 0 ? [`${count(images.test)} test`] : []),
  ];
  const { epoch, step } = from.position;
  const going = epoch > 1 || step > 0 ? `; going on in epoch ${epoch} at step ${step}` : '';
  output.result(
    { event: 'start', parameters, device, classes: data.classes.length, images },
    `${count(parameters)} parameters; ${sizes.join(', ')} images of ${data.classes.length} classes; ${device}${going}`,
  );
}

/** The line `progress`, or the bar on a terminal. */
export function showProgress(output: Output, progress: Progress, epochs: number): void {
  const { epoch, step, steps, end, loss, accuracy, imagesPerSecond, secondsLeft } = progress;
  if (output.json) {
    output.result(
      { event: 'progress', epoch, step, steps, end, loss, accuracy, imagesPerSecond, secondsLeft },
      '',
    );
    return;
  }
  output.progress(
    `epoch ${epochPlaceWords(progress, epochs)} ${bar(step / end)} loss ${loss.toFixed(4)} accuracy ${share(accuracy)} ${imagesPerSecond.toFixed(0)} images/s, ${duration(secondsLeft)} left`,
  );
}

/** The line `epoch`. */
export function showEpoch(output: Output, line: MetricsLine, epochs: number): void {
  const part = (name: string, pass?: { loss: number; accuracy: number }) =>
    pass ? `  ${name}loss ${pass.loss.toFixed(4)} accuracy ${share(pass.accuracy)}` : '';
  output.result(
    { event: 'epoch', ...line },
    `epoch ${epochWords(line.epoch)}/${epochWords(epochs)}${part('', line.train)}${part('validation ', line.validation)}${part('test ', line.test)}  ${duration(line.seconds)}, ${line.imagesPerSecond.toFixed(1)} images/s`,
  );
}

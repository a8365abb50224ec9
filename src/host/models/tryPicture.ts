import type { ImageSet } from '../../engine/data/dataset.ts';
import { questionDevice } from '../../engine/devices/registry.ts';
import type { Answer } from '../../shared/api/models.ts';
import { createImageDecoder } from '../data/decode.ts';
import type { DecodedImage } from '../data/image.ts';
import { placePictures } from '../data/pictures.ts';
import { compileModel, imageInput } from '../model.ts';
import { networkView, shrunk } from './preview.ts';
import type { StampedRun } from './trainedRuns.ts';
import type { WarmEngines } from './warmEngines.ts';

/** Largest side of the picture that is sent back; it is for looking at, the network saw all of it. */
const MOST_SIDE = 1024;

/** Asks a trained network about the bytes of an image file. Throws ProblemError where they are no image. */
export type TryPicture = (trained: StampedRun, name: string, bytes: Uint8Array) => Promise<Answer>;

/** Answers with an engine that stays open, so that the next picture is answered at once. */
export function createTryPicture(engines: WarmEngines): TryPicture {
  const decode = createImageDecoder();
  return async (trained, name, bytes) => {
    const { model, checkpoint, run, id, stamp } = trained;
    const image = await decode(bytes, name);
    const set = setOf(image, run.data.classes, name);
    const input = imageInput(model);
    const purpose = { name: 'answers', version: `${id} ${stamp}` };
    const request = () => ({
      program: compileModel(model, questionDevice, 1),
      device: questionDevice,
      threads: null,
      seed: run.seed,
      tensors: checkpoint.tensors,
    });
    const source = { images: { inline: set }, indices: Uint32Array.of(0), ...input };
    const { scores } = await engines.use(purpose, request, (api) => api.evaluate(source));
    const shares = Float64Array.from(scores);
    model.training.criterion.definition.probabilities(shares);
    const views = [shrunk(image, MOST_SIDE), networkView(set, input.format, input.interpolation)];
    return {
      probabilities: Float32Array.from(shares),
      pictures: placePictures(views, (target, i) => target.set(views[i].rgb)),
    };
  };
}

function setOf({ width, height, rgb }: DecodedImage, classes: readonly string[], file: string): ImageSet {
  const record = { offset: 0, width, height, label: 0, track: '', file };
  return { classes, records: [record], pixels: rgb, contentHash: '' };
}

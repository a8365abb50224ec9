import { inStoredOrder } from '../../devices/tensorflow/emit/order.ts';
import { storedShape } from '../../devices/tensorflow/layout.ts';
import type { Shape } from '../../nn/shape.ts';
import type { Tensor } from '../../tensor.ts';
import type { OutputName } from '../outputMeaning.ts';
import type { Preprocessing } from '../preprocessing.ts';
import type { SelfTest } from '../trainedExport.ts';
import type { GraphBuilder, TensorName } from './graphBuilder.ts';
import { prepareImages, takesImages } from './imagePreparation.ts';
import type { NetworkWriter } from './inferenceNetwork.ts';
import type { Signature, SignatureTensor } from './savedModel.ts';

/** What an exported SavedModel can be asked. */
export const exportSignatures = {
  /** Pictures of any size to classes: the one that TensorFlow Serving takes where none is named. */
  serving: 'serving_default',
  /** Prepared images in Torch's order to the network's output. */
  prepared: 'prepared',
  /** Prepared images with the channels last to the network's output, to be converted for TensorFlow Lite. */
  lite: 'lite',
  classNames: 'class_names',
  /** A prepared image, and what the network gave for it. */
  selfTest: 'self_test',
  /** Where the model is from and how its images are prepared, in words. */
  about: 'about',
} as const;

/** What a signature takes, and the network's input made of it, as it lies in TensorFlow. */
interface Fed {
  readonly inputs: Signature['inputs'];
  readonly prepared: TensorName;
}

/**
 * Pictures: uint8 [batch, height, width, 3] of any size, RGB, prepared in the graph; where the network's input is
 * grey, one channel will do. A network of plain vectors takes these, float32 [batch, features].
 */
export function feedImages(graph: GraphBuilder, preprocessing: Preprocessing): Fed {
  const scope = exportSignatures.serving;
  if (!takesImages(preprocessing)) return feedPrepared(graph, scope, preprocessing.size);
  const shape = [-1, -1, -1, preprocessing.colour === 'grey' ? -1 : 3];
  const tensor = graph.placeholder(`${scope}/images`, 'uint8', shape);
  graph.within(`${scope}/images`);
  const prepared = prepareImages(graph, tensor, preprocessing);
  graph.within('');
  return { inputs: { images: { tensor, type: 'uint8', shape } }, prepared };
}

/** Prepared images in Torch's order: float32 [batch, channels, height, width], as an ONNX file takes them. */
export function preparedSignature(
  graph: GraphBuilder,
  network: NetworkWriter,
  { size, classes, output }: { readonly size: Shape; readonly classes: number; readonly output: OutputName },
): Signature {
  const scope = exportSignatures.prepared;
  const { inputs, prepared } = feedPrepared(graph, scope, size);
  return { inputs, outputs: { [output]: scoresOf(network.write(scope, prepared), classes) } };
}

/** Prepared images with the channels last: float32 [batch, height, width, channels]. */
export function liteSignature(
  graph: GraphBuilder,
  network: NetworkWriter,
  { size, classes }: { readonly size: Shape; readonly classes: number },
): Signature {
  const scope = exportSignatures.lite;
  const shape = [-1, ...storedShape(size)];
  const tensor = graph.placeholder(`${scope}/input`, 'float', shape);
  const scores = network.write(scope, tensor);
  return {
    inputs: { input: { tensor, type: 'float', shape } },
    outputs: { scores: scoresOf(scores, classes) },
  };
}

/** A batch of one prepared image in Torch's order, and the output that the engine gave for it. */
export function selfTestSignature(
  graph: GraphBuilder,
  { input, output }: SelfTest,
  name: OutputName,
): Signature {
  const kept = (key: string, { shape, data }: Tensor): SignatureTensor => ({
    tensor: graph.named(`${exportSignatures.selfTest}/${key}`, 'float', data, shape),
    type: 'float',
    shape,
  });
  return { inputs: {}, outputs: { input: kept('input', input), [name]: kept(name, output) } };
}

/** Texts by name, each a scalar. */
export function aboutSignature(graph: GraphBuilder, texts: Readonly<Record<string, string>>): Signature {
  const outputs = Object.entries(texts).map(([key, text]): [string, SignatureTensor] => {
    const tensor = graph.named(`${exportSignatures.about}/${key}`, 'string', [text], []);
    return [key, { tensor, type: 'string', shape: [] }];
  });
  return { inputs: {}, outputs: Object.fromEntries(outputs) };
}

function feedPrepared(graph: GraphBuilder, scope: string, size: Shape): Fed {
  const shape = [-1, ...size];
  const tensor = graph.placeholder(`${scope}/input`, 'float', shape);
  graph.within(scope);
  const prepared = inStoredOrder(graph, tensor, size);
  graph.within('');
  return { inputs: { input: { tensor, type: 'float', shape } }, prepared };
}

function scoresOf(tensor: TensorName, classes: number): SignatureTensor {
  return { tensor, type: 'float', shape: [-1, classes] };
}

import { create, toBinary } from '@bufbuild/protobuf';
import type { Shape } from '../../nn/shape.ts';
import { type TypeName, types } from './attributes.ts';
import {
  type GraphDef,
  SavedModelSchema,
  type SignatureDef,
  SignatureDefSchema,
  TensorInfoSchema,
} from './generated/saved_model_pb.js';
import type { TensorName } from './graphBuilder.ts';

/** The name of the folder's one file. */
export const SAVED_MODEL_FILE = 'saved_model.pb';
/** The tag that loaders ask for. */
export const SERVE_TAG = 'serve';

/** A tensor that goes in or comes out under a name; -1 in the shape is any size. */
export interface SignatureTensor {
  readonly tensor: TensorName;
  readonly type: TypeName;
  readonly shape: Shape;
}

/** What can be asked of a graph: tensors fed and tensors fetched, by name. */
export interface Signature {
  readonly inputs: Readonly<Record<string, SignatureTensor>>;
  readonly outputs: Readonly<Record<string, SignatureTensor>>;
}

/** The bytes of a SavedModel's `saved_model.pb`: one graph, tagged `serve`, with no files of variables. */
export function savedModelBytes(
  graph: GraphDef,
  signatures: Readonly<Record<string, Signature>>,
): Uint8Array<ArrayBuffer> {
  const model = create(SavedModelSchema, {
    savedModelSchemaVersion: 1n,
    metaGraphs: [
      {
        metaInfoDef: { tags: [SERVE_TAG], tensorflowVersion: '2.3.0' },
        graphDef: graph,
        signatureDef: mapValues(signatures, signatureMessage),
      },
    ],
  });
  return toBinary(SavedModelSchema, model) as Uint8Array<ArrayBuffer>;
}

function signatureMessage({ inputs, outputs }: Signature): SignatureDef {
  return create(SignatureDefSchema, {
    inputs: mapValues(inputs, tensorInfo),
    outputs: mapValues(outputs, tensorInfo),
    methodName: 'tensorflow/serving/predict',
  });
}

function tensorInfo({ tensor, type, shape }: SignatureTensor) {
  return create(TensorInfoSchema, {
    name: tensor.includes(':') ? tensor : `${tensor}:0`,
    dtype: types[type],
    tensorShape: { dim: shape.map((size) => ({ size: BigInt(size) })) },
  });
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

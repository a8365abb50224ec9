import { BatchNormalization } from './batchNormalization.ts';
import { CAddTable } from './cAddTable.ts';
import { Dropout } from './dropout.ts';
import { Identity } from './identity.ts';
import { Input } from './input.ts';
import { JoinTable } from './joinTable.ts';
import { Linear } from './linear.ts';
import { LogSoftMax } from './logSoftMax.ts';
import type { ModuleDefinition } from './module.ts';
import { ReLU } from './relu.ts';
import { Reshape } from './reshape.ts';
import { Sigmoid } from './sigmoid.ts';
import { SoftMax } from './softMax.ts';
import { SpatialAveragePooling } from './spatialAveragePooling.ts';
import { SpatialBatchNormalization } from './spatialBatchNormalization.ts';
import { SpatialConvolution } from './spatialConvolution.ts';
import { SpatialMaxPooling } from './spatialMaxPooling.ts';
import { Tanh } from './tanh.ts';
import { View } from './view.ts';

/** Modules by type name; a Map, so that a name from a file never reaches an object's prototype. */
export type Registry = ReadonlyMap<string, ModuleDefinition>;

/** Makes a registry of module definitions. */
export function createRegistry(definitions: readonly ModuleDefinition[]): Registry {
  return new Map(definitions.map((definition) => [definition.type, definition]));
}

/** Every module Signalbox knows, in the palette's order. A new module is one file beside this one and one line here. */
export const modules: Registry = createRegistry([
  Input,
  Linear,
  ReLU,
  Sigmoid,
  Tanh,
  SoftMax,
  LogSoftMax,
  SpatialConvolution,
  SpatialMaxPooling,
  SpatialAveragePooling,
  BatchNormalization,
  SpatialBatchNormalization,
  Dropout,
  CAddTable,
  JoinTable,
  View,
  Reshape,
  Identity,
]);

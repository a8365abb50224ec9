import type { GraphDocument } from '../../../shared/document.ts';
import { writeDocument } from '../../../shared/documentFile.ts';
import type { Graph } from '../../graph/analyse.ts';
import type { Tensor } from '../../tensor.ts';
import { selectModelTensors } from '../modelTensors.ts';
import { describePreprocessing } from '../preprocessing.ts';
import { writeSafetensors } from './write.ts';

interface FolderExport {
  readonly document: GraphDocument;
  /** The document's, analysed. */
  readonly graph: Graph;
  /** At least the model's own by file name; others are left out. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Display names by class index. */
  readonly classes: readonly string[];
}

/**
 * The files of a safetensors export by name: the model's tensors under the names of PyTorch's state_dict, with class
 * names and preprocessing in the metadata, and the graph. Throws ProblemError where a tensor is missing.
 */
export function exportSafetensorsFolder({
  document,
  graph,
  tensors,
  classes,
}: FolderExport): ReadonlyMap<'model.safetensors' | 'graph.json', Uint8Array | string> {
  const metadata = {
    format: 'pt',
    class_names: JSON.stringify(classes),
    preprocessing: JSON.stringify(describePreprocessing(graph.input)),
  };
  return new Map<'model.safetensors' | 'graph.json', Uint8Array | string>([
    ['model.safetensors', writeSafetensors(selectModelTensors(graph, tensors), metadata)],
    ['graph.json', writeDocument(document)],
  ]);
}

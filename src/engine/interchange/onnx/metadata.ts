import { base64Encode } from '@bufbuild/protobuf/wire';
import type { Tensor } from '../../tensor.ts';
import { float32Bytes } from '../littleEndian.ts';
import type { Preprocessing } from '../preprocessing.ts';
import type { SelfTest } from '../trainedExport.ts';

/** Keys of the metadata that the reader of a self test looks for. */
export const SELF_TEST_INPUT = 'self_test_input';
export const SELF_TEST_OUTPUT = 'self_test_output';

interface Metadata {
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing;
  /** What turns the output into probabilities. */
  readonly probabilities: string;
  readonly selfTest: SelfTest;
  readonly graphHash: string;
  readonly runId: string;
}

/**
 * What the file says of itself, as text by key. The keys `Image.…` are ONNX's own (docs/MetadataProps.md) and tell
 * of the picture before `preprocessing`: the graph's input is normalised already, so it has no IMAGE denotation.
 */
export function metadataEntries(metadata: Metadata): { key: string; value: string }[] {
  const { classes, preprocessing, probabilities, selfTest, graphHash, runId } = metadata;
  const entries = {
    class_names: JSON.stringify(classes),
    preprocessing: JSON.stringify(preprocessing),
    probabilities,
    ...imageEntries(preprocessing),
    [SELF_TEST_INPUT]: tensorText(selfTest.input),
    [SELF_TEST_OUTPUT]: tensorText(selfTest.output),
    graph_hash: graphHash,
    run_id: runId,
  };
  return Object.entries(entries).map(([key, value]) => ({ key, value }));
}

function imageEntries({ colour }: Preprocessing): Record<string, string> {
  if (!colour) return {};
  return {
    'Image.BitmapPixelFormat': colour === 'rgb' ? 'Rgb8' : 'Gray8',
    'Image.ColorSpaceGamma': 'SRGB',
    'Image.NominalPixelRange': 'NominalRange_0_255',
  };
}

/** `{"shape":[1,3,48,48],"float32":"…"}`, the numbers little-endian in base64. */
function tensorText({ shape, data }: Tensor): string {
  return JSON.stringify({ shape, float32: base64Encode(float32Bytes(data)) });
}

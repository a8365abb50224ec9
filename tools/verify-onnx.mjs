// Runs an exported ONNX model over a test set in onnxruntime and compares with `signalbox eval --predictions`:
//   node tools/verify-onnx.mjs MODEL.onnx --data DIR --predictions FILE.jsonl
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const script = join(dirname(fileURLToPath(import.meta.url)), 'verify', 'verifyOnnx.ts');
const { module } = await runnerImport(script, { logLevel: 'error' });
process.exitCode = await module.verifyOnnx(process.argv.slice(2));

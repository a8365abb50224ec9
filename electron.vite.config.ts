import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import description from './package.json' with { type: 'json' };

/** What runs in Node or in Electron's main process, by the name of its file in out/main. */
const mainEntries = {
  index: 'src/main/index.ts',
  cli: 'src/cli/index.ts',
  engine: 'src/host/engine/child.ts',
  worker: 'src/host/engine/worker.ts',
  onnx: 'src/host/models/onnxWorker.ts',
  tensorflowTest: 'src/host/tensorflow/selfTestChild.ts',
  host: 'src/host/desktop/index.ts',
};

export default defineConfig({
  main: {
    build: {
      // The command runs on Node as old as package.json's "engines" says, not only on Electron's.
      target: 'node20.19',
      // Optional: where it is not installed, the engine says so in one sentence.
      // Bundled: dozens of small files, of which every command and every engine would load each.
      externalizeDeps: { include: ['webgpu'], exclude: ['zod', '@bufbuild/protobuf'] },
      sourcemap: false,
      rolldownOptions: {
        input: mainEntries,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    define: { SIGNALBOX_VERSION: JSON.stringify(description.version) },
    build: {
      // A sandboxed preload is one CommonJS file that requires nothing but Electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      modulePreload: false,
      minify: true,
      // The page's policy refuses data: addresses.
      assetsInlineLimit: 0,
      rolldownOptions: { input: ['src/renderer/index.html', 'src/renderer/engine.html'] },
    },
    worker: { format: 'es' },
  },
});

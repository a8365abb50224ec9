// Who may import whom, and what no source file may do. Run by `npm run lint`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseSync } from 'vite';

/**
 * @typedef {object} Layer
 * @property {readonly string[]} ours folders of src/ it may import
 * @property {readonly string[]} [typesOf] folders of src/ it may import types from, and nothing else
 * @property {readonly string[]} packages packages it may import
 * @property {boolean} [node] it may import Node's own modules
 */

/** What the page takes of the engine: declarations and judgements, which are pure. Folders, or single files. */
const JUDGING = [
  'engine/nn',
  'engine/graph',
  'engine/optim',
  'engine/training/schedules',
  'engine/training/settings.ts',
  'engine/data/augmentation.ts',
];

/** @type {Readonly<Record<string, Layer>>} */
export const LAYERS = {
  shared: { ours: ['shared'], packages: ['zod'] },
  engine: { ours: ['engine', 'shared'], packages: ['zod', '@bufbuild/protobuf'] },
  host: {
    ours: ['host', 'engine', 'shared'],
    packages: [
      'zod',
      'sharp',
      '@img/sharp-wasm32',
      '@bufbuild/protobuf',
      'ws',
      'yauzl',
      'onnxruntime-web',
      'webgpu',
    ],
    node: true,
  },
  cli: { ours: ['cli', 'host', 'engine', 'shared'], packages: ['zod'], node: true },
  main: { ours: ['main', 'shared'], typesOf: ['host'], packages: ['electron', 'zod'], node: true },
  preload: { ours: ['preload', 'shared'], packages: ['electron'] },
  renderer: {
    ours: ['renderer', 'shared', ...JUDGING],
    typesOf: ['preload'],
    packages: [
      'react',
      'react-dom',
      'react-aria-components',
      'zod',
      'zustand',
      'immer',
      '@xyflow/react',
      'elkjs',
      'uplot',
      '@tanstack/react-virtual',
      'lucide-react',
      '@fontsource-variable/inter',
    ],
  },
  // The one place of the page where an engine runs: in a worker of the hidden window.
  'renderer/engineWindow/worker': {
    ours: ['renderer/engineWindow/worker', 'engine', 'shared'],
    packages: [],
  },
};

/** AssemblyScript, which is no TypeScript; it imports only itself. */
const KERNELS = 'src/engine/devices/cpu/kernels/';

/** The one place that may rename a file: everything else replaces files through it. */
const RENAMING = /^src\/host\/files(\/|\.ts$)/;

/**
 * What is wrong with one source file, a sentence each.
 * @param {string} path relative to the root, with forward slashes: `src/engine/nn/linear.ts`
 * @param {string} text the file's content
 * @returns {string[]}
 */
export function sourceFaults(path, text) {
  if (path.startsWith(KERNELS) && !path.endsWith('.test.ts')) return [];
  const name = layerOf(path);
  const layer = LAYERS[name];
  if (layer === undefined) return [`${path}: src/${name} is no layer; tools/layers.mjs lists them.`];
  const parsed = parseSync(path, text);
  if (parsed.errors.length > 0) return [`${path}: ${parsed.errors[0]?.message}`];
  /** @type {string[]} */
  const faults = [];
  visit(parsed.program, (node) => {
    const line = () => `${path}:${text.slice(0, node.start).split('\n').length}`;
    const banned = bannedUse(node);
    if (banned !== undefined) faults.push(`${line()}: ${banned}`);
    if (/\.test\.tsx?$/.test(path)) return;
    if (layer.node && !RENAMING.test(path) && renames(node)) {
      faults.push(`${line()}: files are renamed only in src/host/files; call its replaceFile.`);
    }
    const wanted = importOf(node);
    const fault = wanted && importFault(name, layer, path, wanted.from, wanted.typesOnly);
    if (fault) faults.push(`${line()}: ${fault}`);
  });
  return faults;
}

/**
 * The layer that a file belongs to: the innermost folder that is one.
 * @param {string} path
 * @returns {string}
 */
function layerOf(path) {
  const folders = path.split('/').slice(1, -1);
  const names = folders.map((_, i) => folders.slice(0, folders.length - i).join('/'));
  return names.find((name) => Object.hasOwn(LAYERS, name)) ?? folders[0] ?? '';
}

/**
 * @typedef {{ type: string, start: number, [key: string]: any }} SyntaxNode
 * @param {unknown} value
 * @param {(node: SyntaxNode) => void} see
 */
function visit(value, see) {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see);
  } else if (typeof value === 'object' && value !== null) {
    if ('type' in value && 'start' in value) see(/** @type {SyntaxNode} */ (value));
    for (const item of Object.values(value)) visit(item, see);
  }
}

/**
 * The module that a node imports, whichever way it is written.
 * @param {SyntaxNode} node
 * @returns {{ from: string, typesOnly: boolean } | undefined}
 */
function importOf(node) {
  const from = node.source?.value;
  const types = node.importKind === 'type' || node.exportKind === 'type';
  switch (node.type) {
    case 'ImportDeclaration': {
      const each = node.specifiers.map((/** @type {SyntaxNode} */ one) => one.importKind);
      return {
        from,
        typesOnly: types || (each.length > 0 && each.every((/** @type {string} */ kind) => kind === 'type')),
      };
    }
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return typeof from === 'string' ? { from, typesOnly: types } : undefined;
    case 'ImportExpression':
      return { from: typeof from === 'string' ? from : '', typesOnly: false };
    case 'TSImportType':
      return { from, typesOnly: true };
    case 'CallExpression':
      if (node.callee.name !== 'require' || node.arguments.length !== 1) return undefined;
      return { from: node.arguments[0].value ?? '', typesOnly: false };
    default:
      return undefined;
  }
}

/**
 * @param {string} name
 * @param {Layer} layer
 * @param {string} path
 * @param {string} from
 * @param {boolean} typesOnly
 * @returns {string | undefined}
 */
function importFault(name, layer, path, from, typesOnly) {
  if (from === '') return undefined;
  const bare = from.split('?')[0] ?? from;
  if (!bare.startsWith('.')) {
    if (bare.startsWith('node:') || builtinModules.includes(bare)) {
      return layer.node ? undefined : `src/${name} runs without Node and may not import '${from}'.`;
    }
    const owner = bare
      .split('/')
      .slice(0, bare.startsWith('@') ? 2 : 1)
      .join('/');
    return layer.packages.includes(owner) ? undefined : `src/${name} may not import the package '${owner}'.`;
  }
  const target = posix.join(posix.dirname(path), bare);
  if (target.startsWith('resources/')) return undefined;
  const may = [...layer.ours, ...(typesOnly ? (layer.typesOf ?? []) : [])];
  if (may.some((place) => target === `src/${place}` || target.startsWith(`src/${place}/`))) return undefined;
  const only = layer.typesOf?.some((folder) => target.startsWith(`src/${folder}/`))
    ? ' except by "import type"'
    : '';
  return `src/${name} may not import '${target}'${only}; it may import ${may.map((folder) => `src/${folder}`).join(', ')}.`;
}

/**
 * @param {SyntaxNode} node
 * @returns {string | undefined}
 */
function bannedUse(node) {
  if (
    node.type === 'MemberExpression' &&
    /^(inner|outer)HTML$/.test(node.property.name ?? node.property.value)
  ) {
    return `${node.property.name ?? node.property.value} makes markup of data; set textContent or render with React.`;
  }
  if (node.type === 'JSXAttribute' && node.name.name === 'dangerouslySetInnerHTML') {
    return 'dangerouslySetInnerHTML makes markup of data; render with React.';
  }
  if (node.type === 'CallExpression' && node.callee.name === 'eval') return 'eval runs data as code.';
  if (/^(New|Call)Expression$/.test(node.type) && node.callee.name === 'Function')
    return 'Function() runs data as code.';
  return undefined;
}

/** @param {SyntaxNode} node */
function renames(node) {
  const names = /^rename(Sync)?$/;
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
    return names.test(node.callee.property.name ?? '');
  }
  if (node.type === 'ImportDeclaration' && /^(node:)?fs(\/promises)?$/.test(node.source.value)) {
    return node.specifiers.some((/** @type {SyntaxNode} */ one) => names.test(one.imported?.name ?? ''));
  }
  return false;
}

/**
 * The faults of all source files below a checkout's src/.
 * @param {string} root
 * @returns {string[]}
 */
export function layerFaults(root) {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path) && existsSync(join(root, path)))
    .sort()
    .flatMap((path) => sourceFaults(path, readFileSync(join(root, path), 'utf8')));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const faults = layerFaults(dirname(dirname(fileURLToPath(import.meta.url))));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

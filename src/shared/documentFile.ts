import { DOCUMENT_LIMITS, documentSchema, type GraphDocument } from './document.ts';
import { checkCounts, checkWires } from './documentSize.ts';
import { readJson } from './json.ts';
import { migrate } from './migrations.ts';
import { fail } from './problem.ts';

/**
 * Reads a project file's text: bounded JSON, migrations, schema.
 * Throws ProblemError with one sentence naming the file and the field where the text is no project.
 */
export function readDocument(text: string, file: string): GraphDocument {
  const json = readJson(text, { bytes: DOCUMENT_LIMITS.bytes, depth: DOCUMENT_LIMITS.depth, file });
  return parseDocument(json, file);
}

/** Checks a parsed value against the schema after bringing it to today's version. */
export function parseDocument(json: unknown, file: string): GraphDocument {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    fail('not-a-project', `${file} is not a Signalbox project: expected a JSON object with nodes and wires`, {
      file,
    });
  }
  const document = migrate(json as Record<string, unknown>, file);
  checkCounts(document, file);
  const hidden = pathToPrototype(document, []);
  const parsed = documentSchema.safeParse(document);
  if (parsed.success && hidden === null) {
    checkWires(parsed.data.wires, file);
    return parsed.data;
  }
  const issue = parsed.error?.issues[0] ?? { path: hidden ?? [], message: 'no field may have this name' };
  const field = issue.path.length > 0 ? `field ${fieldName(issue.path)}` : 'the file';
  fail('schema', `${file}: ${shortened(field)} is not as expected: ${shortened(issue.message)}`, { file });
}

/** Where a key `__proto__` lies, if one does: the schema would drop it unseen, an assignment would make it the prototype. */
function pathToPrototype(value: unknown, path: readonly PropertyKey[]): PropertyKey[] | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Object.hasOwn(value, '__proto__')) return [...path, '__proto__'];
  for (const [key, item] of Object.entries(value)) {
    const found = pathToPrototype(item, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return null;
}

/** A file may bring a key of any length into its sentence. */
function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? String(part) : `.${String(part)}`))
    .join('');
}

/** The project file's text: stable key order, one node and one wire a line, so that a diff shows what changed. */
export function writeDocument(document: GraphDocument): string {
  const nodes = document.nodes.map(({ id, type, params, label, position }) =>
    line({ id, type, params: sorted(params), label, position: position && { x: position.x, y: position.y } }),
  );
  const wires = document.wires.map(({ from, to }) =>
    line({ from: { node: from.node, port: from.port }, to: { node: to.node, port: to.port } }),
  );
  const { criterion, optimiser, schedule, augmentation, epochs, batchSize, balance, averaging } =
    document.training;
  const choice = (c: typeof criterion) => ({ type: c.type, params: sorted(c.params) });
  const training = [
    `    "criterion": ${line(choice(criterion))}`,
    `    "optimiser": ${line(choice(optimiser))}`,
    `    "schedule": ${line(choice(schedule))}`,
    `    "augmentation": ${line(augmentation)}`,
    `    "epochs": ${line(epochs)}`,
    `    "batchSize": ${batchSize}`,
    // Left out where they change nothing, so that files that never had them stay as they are.
    ...(balance === 0 ? [] : [`    "balance": ${line(balance)}`]),
    ...(averaging === null
      ? []
      : [`    "averaging": ${line({ decay: averaging.decay, every: averaging.every })}`]),
  ];
  return [
    '{',
    `  "version": ${document.version},`,
    `  "nodes": ${list(nodes)},`,
    `  "wires": ${list(wires)},`,
    `  "training": {\n${training.join(',\n')}\n  }`,
    '}\n',
  ].join('\n');
}

function list(lines: string[]): string {
  return lines.length === 0 ? '[]' : `[\n${lines.map((text) => `    ${text}`).join(',\n')}\n  ]`;
}

function sorted(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** JSON on one line with a space after each comma and colon. Throws ProblemError at a number that JSON lacks. */
function line(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    fail('not-finite', `a project cannot hold the number ${value}`);
  if (Array.isArray(value)) return `[${value.map(line).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    return entries.length === 0
      ? '{}'
      : `{ ${entries.map(([k, v]) => `${JSON.stringify(k)}: ${line(v)}`).join(', ')} }`;
  }
  return JSON.stringify(value);
}

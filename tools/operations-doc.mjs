// Writes docs/OPERATIONS.md from the table of tensor operations. `npm run docs`.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseSync, runnerImport } from 'vite';

const SOURCE = 'src/engine/compiler/operations.ts';
const ATTRIBUTES = 'src/engine/compiler/attributes.ts';
const RULES = 'src/engine/compiler/gradients.ts';
const DOCUMENT = 'docs/OPERATIONS.md';

/**
 * @typedef {import('../src/engine/compiler/operations.ts').OperationSpecification} Specification
 * @typedef {import('../src/engine/compiler/operations.ts').OperandSpecification} Operand
 * @typedef {{ readonly name: string, readonly type: string }} Attribute
 */

/**
 * The attributes of each operation, as the interface OperationAttributes of a source text declares them; types that
 * the same text declares are written out.
 * @param {string} text
 * @returns {Map<string, Attribute[]>}
 */
export function readAttributes(text) {
  /** @type {Map<string, any>} */
  const declared = new Map();
  for (const statement of parseSync('attributes.ts', text).program.body) {
    const node = /** @type {any} */ (statement);
    const { declaration } = node;
    if (declaration?.type === 'TSInterfaceDeclaration')
      declared.set(declaration.id.name, declaration.body.body);
    if (declaration?.type === 'TSTypeAliasDeclaration')
      declared.set(declaration.id.name, declaration.typeAnnotation);
  }
  const source = (/** @type {any} */ node) => text.slice(node.start, node.end);
  /** @type {(members: any[]) => Attribute[]} */
  const list = (members) =>
    members.map((member) => {
      const type = member.typeAnnotation.typeAnnotation;
      const alias = type.type === 'TSTypeReference' ? declared.get(type.typeName.name) : undefined;
      return { name: member.key.name, type: source(alias && !Array.isArray(alias) ? alias : type) };
    });
  /** @type {(type: any) => Attribute[]} */
  const attributes = (type) => {
    if (type.type === 'TSIntersectionType') return type.types.flatMap(attributes);
    if (type.type === 'TSTypeLiteral') return list(type.members);
    const members = declared.get(type.typeName?.name);
    if (members) return list(members);
    if (source(type) === 'Record<never, never>') return [];
    throw new Error(`${ATTRIBUTES}: attributes are written as ${source(type)}, which this tool cannot read`);
  };
  const table = declared.get('OperationAttributes');
  return new Map(
    table.map((/** @type {any} */ member) => [
      member.key.name,
      attributes(member.typeAnnotation.typeAnnotation),
    ]),
  );
}

/** @param {Operand} operand */
function operandText({ name, kind, type, optional, variadic }) {
  const words = [
    kind,
    ...(type ? [type] : []),
    ...(optional ? ['may be left out'] : []),
    ...(variadic ? ['any number'] : []),
  ];
  return `\`${name}\` (${words.join(', ')})`;
}

/** @param {readonly Attribute[]} attributes */
function attributesText(attributes) {
  /** @type {Map<string, string[]>} */
  const byType = new Map();
  for (const { name, type } of attributes) byType.set(type, [...(byType.get(type) ?? []), `\`${name}\``]);
  return [...byType].map(([type, names]) => `${names.join(', ')}: \`${type}\``).join('; ');
}

/**
 * One operation's section.
 * @param {string} name
 * @param {Specification} specification
 * @param {readonly Attribute[]} attributes
 * @param {boolean} differentiable
 */
function section(name, { summary, inputs, outputs, inPlace, effects }, attributes, differentiable) {
  const lines = [
    `Inputs: ${inputs.map(operandText).join(', ')}.`,
    outputs.length > 0 ? `Outputs: ${outputs.map(operandText).join(', ')}.` : 'No output.',
    ...(attributes.length > 0 ? [`Attributes: ${attributesText(attributes)}.`] : []),
    ...(effects
      ? [`Written as well as read: ${effects.map((i) => `\`${inputs[i]?.name}\``).join(', ')}.`]
      : []),
    ...(inPlace
      ? [
          `In place: ${inPlace.map(([o, i]) => `\`${outputs[o]?.name}\` may lie where \`${inputs[i]?.name}\` lay`).join(', ')}.`,
        ]
      : []),
    ...(differentiable ? ['Has a gradient rule.'] : []),
  ];
  // Formulas hold signs that Markdown would take for its own: they stand as code.
  return `## ${name}\n\n\`\`\`text\n${wrapped(summary)}\n\`\`\`\n\n${lines.map((line) => `- ${line}`).join('\n')}\n`;
}

/** Breaks a text at spaces into lines of at most 110 characters. @param {string} text */
function wrapped(text) {
  /** @type {string[]} */
  const lines = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > 110) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}

/**
 * The document's whole text.
 * @param {string} root the folder of the checkout
 * @returns {Promise<string>}
 */
export async function operationsDocument(root) {
  const [{ module: table }, { module: rules }] = await Promise.all([
    runnerImport(join(root, SOURCE)),
    runnerImport(join(root, RULES)),
  ]);
  const { operations } = /** @type {typeof import('../src/engine/compiler/operations.ts')} */ (table);
  const { gradientRules } = /** @type {typeof import('../src/engine/compiler/gradients.ts')} */ (rules);
  const attributes = readAttributes(readFileSync(join(root, ATTRIBUTES), 'utf8'));
  const entries = Object.entries(operations);
  const index = entries.map(([name]) => `[${name}](#${name.toLowerCase()})`).join(', ');
  const sections = entries.map(([name, specification]) =>
    section(name, specification, attributes.get(name) ?? [], Object.hasOwn(gradientRules, name)),
  );
  return `# Tensor operations

Every module, criterion and optimiser is lowered to these ${entries.length} operations, and every device has all of them.
This page is made from \`${SOURCE}\` by \`npm run docs\`; a test fails where it is stale.

n is the number of images of a step, from 1 to the Program's capacity, known only when the step runs. A \`batch\`
operand has n before its sizes; a \`fixed\` one has not. Numbers are float32 unless an operand says int32. The
elements of a batch operand are counted in NCHW order; a device may lay them out otherwise.

${wrapped(index)}

${sections.join('\n')}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  writeFileSync(join(root, DOCUMENT), await operationsDocument(root));
  console.log(`Wrote ${DOCUMENT}.`);
}

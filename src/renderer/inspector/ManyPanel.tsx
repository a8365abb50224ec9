import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphNode } from '../../shared/document.ts';
import { setParam } from '../edits/setParam.ts';
import { Figures } from '../figures/Figures.tsx';
import { byteWords, countWords, plural } from '../figures/quantities.ts';
import { ParamForm } from '../params/ParamForm.tsx';
import { useAnalysis } from '../store/analysisStore.ts';
import { type DocumentState, edit, endMerge, select, useDocument } from '../store/documentStore.ts';
import { changesPorts } from './changesPorts.ts';
import { commonParams, countTypes } from './commonParams.ts';
import styles from './Inspector.module.css';
import { BYTES_PER_VALUE, nodeFigures } from './nodeFigures.ts';

const NO_PARAMS = {};

/** Several nodes at once: what they come to, and their parameters where they are of one module. */
export function ManyPanel({ ids, wires }: { readonly ids: readonly string[]; readonly wires: number }) {
  const key = ids.join(' ');
  const chosen = useMemo(() => new Set(key.split(' ')), [key]);
  const nodes = useDocument(useMemo(() => nodesOf(chosen), [chosen]));
  const { shaped, problems } = useAnalysis();
  const types = countTypes(nodes);
  const definition = types.length === 1 ? modules.get(types[0][0]) : undefined;
  const names = definition ? Object.keys(definition.params) : [];
  const { values, mixed } = commonParams(nodes, definition?.params ?? NO_PARAMS);
  const figures = nodes.flatMap(({ id }) => {
    const node = shaped.get(id);
    return node ? [nodeFigures(node)] : [];
  });
  const faults = problems.filter(({ node }) => node !== undefined && chosen.has(node)).length;
  const parameters = figures.reduce((sum, figure) => sum + figure.parameters, 0);
  const outputs = figures.reduce((sum, figure) => sum + figure.outputs, 0);
  const change = (param: string, value: unknown) =>
    edit(
      `Set ${param} of ${plural(nodes.length, 'node')}`,
      (draft) => {
        for (const { id } of nodes) setParam(draft, id, param, value);
      },
      `params ${param} ${key}`,
    );
  return (
    <>
      <header className={styles.header}>
        <h2 className={styles.type}>{selectedWords(nodes.length, wires)}</h2>
        {types.length === 1 ? <p className={styles.quiet}>All {types[0][0]}</p> : null}
      </header>
      {types.length < 2 ? null : (
        <section className={styles.section} aria-label="Types">
          <h3>Types</h3>
          <Figures
            figures={types.map(([type, count]) => ({
              name: type,
              value: (
                <Button
                  className={styles.link}
                  aria-label={`Select only the ${plural(count, 'node')} of ${type}`}
                  onPress={() => select(nodes.filter((node) => node.type === type).map(({ id }) => id))}
                >
                  {countWords(count)}
                </Button>
              ),
            }))}
          />
        </section>
      )}
      {definition === undefined || names.length === 0 ? null : (
        <section className={styles.section} aria-label="Parameters of all">
          <h3>Parameters of all</h3>
          <ParamForm
            key={key}
            label={`Parameters of ${plural(nodes.length, 'node')}`}
            declarations={definition.params}
            values={values}
            mixed={mixed}
            patient={new Set(names.filter((name) => changesPorts(definition, name)))}
            onChange={change}
            onCommit={endMerge}
          />
        </section>
      )}
      <section className={styles.section} aria-label="Costs">
        <h3>Together</h3>
        <Figures
          figures={[
            { name: 'Problems', value: faults === 0 ? 'none' : countWords(faults) },
            { name: 'Parameters', value: parameters === 0 ? 'none' : countWords(parameters) },
            { name: 'Output an image', value: byteWords(outputs * BYTES_PER_VALUE) },
          ]}
        />
      </section>
    </>
  );
}

/** Reads nodes from the document; the same list again while nothing but their places changes, as in a drag. */
function nodesOf(ids: ReadonlySet<string>): (state: DocumentState) => readonly GraphNode[] {
  let before: readonly GraphNode[] = [];
  return ({ document }) => {
    const now = document.nodes.filter(({ id }) => ids.has(id));
    const isSame =
      now.length === before.length &&
      now.every(({ id, type, params }, i) => {
        const other = before[i];
        return id === other.id && type === other.type && params === other.params;
      });
    if (!isSame) before = now;
    return before;
  };
}

function selectedWords(nodes: number, wires: number): string {
  const parts = [
    ...(nodes > 0 ? [plural(nodes, 'node')] : []),
    ...(wires > 0 ? [plural(wires, 'wire')] : []),
  ];
  return `${parts.join(', ')} selected`;
}

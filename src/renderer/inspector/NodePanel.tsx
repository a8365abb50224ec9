import { useCallback, useMemo } from 'react';
import type { ParamDeclarations } from '../../engine/nn/params.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphNode } from '../../shared/document.ts';
import { setParam } from '../edits/setParam.ts';
import { Figures } from '../figures/Figures.tsx';
import { countWords } from '../figures/quantities.ts';
import { fieldText } from '../params/fieldText.ts';
import { ParamForm } from '../params/ParamForm.tsx';
import { useProblems } from '../problems/allProblems.ts';
import { ProblemNotice } from '../problems/ProblemNotice.tsx';
import { useAnalysis } from '../store/analysisStore.ts';
import { type DocumentState, edit, endMerge, useDocument } from '../store/documentStore.ts';
import { changesPorts } from './changesPorts.ts';
import { Documentation } from './Documentation.tsx';
import styles from './Inspector.module.css';
import { NodeCosts } from './NodeCosts.tsx';
import { NodeHeader } from './NodeHeader.tsx';
import { NodePorts } from './NodePorts.tsx';
import { NodeTimes } from './NodeTimes.tsx';
import { nodeProblems } from './nodeProblems.ts';

const NO_PARAMS: ParamDeclarations = {};
/** Characters of a parameter's value that are shown. */
const LONGEST = 500;

/** All about one node. */
export function NodePanel({ id }: { readonly id: string }) {
  // Field by field, as a node that is dragged is another object at every frame.
  const type = useDocument((state) => nodeOf(state, id)?.type);
  const params = useDocument((state) => nodeOf(state, id)?.params);
  const label = useDocument((state) => nodeOf(state, id)?.label);
  const { shaped } = useAnalysis();
  const problems = useProblems();
  const definition = modules.get(type ?? '');
  const declarations = definition?.params ?? NO_PARAMS;
  const { faults, notices } = useMemo(
    () =>
      nodeProblems(
        problems.map(({ problem }) => problem),
        id,
        declarations,
      ),
    [problems, id, declarations],
  );
  const patient = useMemo(
    () => new Set(Object.keys(declarations).filter((name) => definition && changesPorts(definition, name))),
    [definition, declarations],
  );
  const change = useCallback(
    (param: string, value: unknown) =>
      edit(`Set ${param} of ${id}`, (draft) => setParam(draft, id, param, value), `param ${id} ${param}`),
    [id],
  );
  if (type === undefined || params === undefined) return null;
  const node = shaped.get(id);
  return (
    <>
      <NodeHeader id={id} type={type} label={label ?? ''} definition={definition} />
      {notices.length === 0 ? null : (
        <div className={styles.notices}>
          {notices.map((problem) => (
            <ProblemNotice key={problem.message} problem={problem} />
          ))}
        </div>
      )}
      <NodeTimes id={id} />
      <NodePorts node={{ id, type, params }} />
      {definition === undefined ? <OpaqueParams params={params} /> : null}
      {definition === undefined || Object.keys(declarations).length === 0 ? null : (
        <section className={styles.section} aria-labelledby="inspector-parameters">
          <h3 id="inspector-parameters">Parameters</h3>
          <ParamForm
            key={id}
            label={`Parameters of ${id}`}
            declarations={declarations}
            values={params}
            inferred={node?.params}
            faults={faults}
            patient={patient}
            onChange={change}
            onCommit={endMerge}
          />
        </section>
      )}
      {node === undefined ? null : <NodeCosts node={node} />}
      {definition === undefined ? null : <Documentation definition={definition} />}
    </>
  );
}

function nodeOf({ document }: DocumentState, id: string): GraphNode | undefined {
  return document.nodes.find((node) => node.id === id);
}

/** What the file says of a node that nobody here knows: kept as it is. */
function OpaqueParams({ params }: { readonly params: Readonly<Record<string, unknown>> }) {
  const figures = Object.entries(params).map(([name, value]) => ({
    name,
    value: shortened(fieldText(value)),
  }));
  return (
    <section className={styles.section} aria-label="Parameters in the file">
      <h3>Parameters</h3>
      <p className={styles.quiet}>
        {figures.length === 0 ? 'It has none in the file.' : 'They stay in the file as they are.'}
      </p>
      <Figures figures={figures} />
    </section>
  );
}

/** A file may hold a text of any length. */
function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${countWords(text.length)} characters)`;
}

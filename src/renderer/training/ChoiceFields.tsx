import type { ParamDeclarations } from '../../engine/nn/params.ts';
import { Select } from '../controls/fields.tsx';
import { setTraining, setTrainingParam } from '../edits/setTraining.ts';
import { ParamForm } from '../params/ParamForm.tsx';
import { edit, endMerge, useDocument } from '../store/documentStore.ts';
import { carriedParams } from './trainingDeclarations.ts';

interface Choosable {
  readonly type: string;
  readonly summary: string;
  readonly params: ParamDeclarations;
}

/** One of a registry, with its parameters: criterion, optimiser or schedule. */
export function ChoiceFields({
  field,
  registry,
  faults,
}: {
  readonly field: 'criterion' | 'optimiser' | 'schedule';
  readonly registry: ReadonlyMap<string, Choosable>;
  /** Sentences by parameter; of the choice itself under ''. */
  readonly faults: ReadonlyMap<string, string>;
}) {
  const { type, params } = useDocument((state) => state.document.training[field]);
  const definition = registry.get(type);
  const known = [...registry.values()].map(({ type: id, summary }) => ({
    id,
    title: id,
    description: summary,
  }));
  const options = definition ? known : [...known, { id: type, title: type, isDisabled: true }];
  const choose = (next: string) => {
    const chosen = registry.get(next);
    if (chosen === undefined || next === type) return;
    const carried = carriedParams(definition?.params, chosen.params, params);
    edit(`Set ${field} to ${next}`, (draft) =>
      setTraining(draft, { [field]: { type: next, params: carried } }),
    );
  };
  return (
    <>
      <Select
        label={label(field)}
        hideLabel
        value={type}
        onChange={choose}
        options={options}
        description={definition?.summary}
        fault={faults.get('')}
      />
      {definition === undefined || Object.keys(definition.params).length === 0 ? null : (
        <ParamForm
          key={type}
          label={`Parameters of ${type}`}
          declarations={definition.params}
          values={params}
          faults={faults}
          onChange={(param, value) =>
            edit(
              `Set ${param} of ${field}`,
              (draft) => setTrainingParam(draft, field, param, value),
              `${field} ${param}`,
            )
          }
          onCommit={endMerge}
        />
      )}
    </>
  );
}

function label(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}

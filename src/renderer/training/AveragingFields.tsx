import { Switch } from '../controls/fields.tsx';
import { setTraining } from '../edits/setTraining.ts';
import { fieldNotes } from '../params/rangeWords.ts';
import { TypedField } from '../params/TypedField.tsx';
import { edit, endMerge, useDocument } from '../store/documentStore.ts';
import { averagingDeclarations, refusal } from './trainingDeclarations.ts';

const { decay, every } = averagingDeclarations;
const usual = { decay: decay.default, every: every.default };

/** Whether the weights are averaged over the steps, and how. */
export function AveragingFields() {
  const averaging = useDocument((state) => state.document.training.averaging);
  const set = (isOn: boolean) =>
    edit(`Turn weight averaging ${isOn ? 'on' : 'off'}`, (draft) =>
      setTraining(draft, { averaging: isOn ? usual : null }),
    );
  return (
    <>
      <Switch
        value={averaging !== null}
        onChange={set}
        description="Evaluates and exports a moving average of the weights, which is steadier than the weights themselves"
      >
        Average the weights
      </Switch>
      {averaging === null
        ? null
        : (['decay', 'every'] as const).map((name) => (
            <TypedField
              key={name}
              label={name}
              declaration={averagingDeclarations[name]}
              value={averaging[name]}
              notes={fieldNotes(averagingDeclarations[name])}
              refuse={(typed) => refusal(averagingDeclarations[name], typed)}
              onChange={(next = averagingDeclarations[name].default) =>
                edit(
                  `Set ${name} of weight averaging`,
                  (draft) => setTraining(draft, { averaging: { ...averaging, [name]: next as number } }),
                  `averaging ${name}`,
                )
              }
              onCommit={endMerge}
            />
          ))}
    </>
  );
}

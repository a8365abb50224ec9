import { Dices } from 'lucide-react';
import { IconButton } from '../controls/Button.tsx';
import { setTraining } from '../edits/setTraining.ts';
import { fieldNotes } from '../params/rangeWords.ts';
import { TypedField } from '../params/TypedField.tsx';
import { edit, endMerge, useDocument } from '../store/documentStore.ts';
import { refusal, runDeclarations } from './trainingDeclarations.ts';
import { useTraining } from './trainingStore.ts';

const { epochs, batchSize, balance, seed } = runDeclarations;
/** Seeds that a person can still read out to another. */
const MOST_DRAWN = 1_000_000;

/** How long the run is, which images it draws and what chance starts from. */
export function RunFields() {
  return (
    <>
      <DocumentNumber label="Epochs" name="epochs" declaration={epochs} isSteppedWhole />
      <DocumentNumber label="Batch size" name="batchSize" declaration={batchSize} />
      <DocumentNumber label="Balance" name="balance" declaration={balance} />
      <SeedField />
    </>
  );
}

/** A project file takes no other number than the declaration says, so neither does the document. */
function DocumentNumber({
  label,
  name,
  declaration,
  isSteppedWhole = false,
}: {
  readonly label: string;
  readonly name: 'epochs' | 'batchSize' | 'balance';
  readonly declaration: typeof epochs | typeof batchSize | typeof balance;
  readonly isSteppedWhole?: boolean;
}) {
  const value = useDocument((state) => state.document.training[name]);
  return (
    <TypedField
      label={label}
      declaration={declaration}
      value={value}
      notes={fieldNotes(declaration)}
      isSteppedWhole={isSteppedWhole}
      refuse={(typed) => refusal(declaration, typed)}
      onChange={(next = declaration.default) =>
        edit(
          `Set ${label.toLowerCase()}`,
          (draft) => setTraining(draft, { [name]: next as number }),
          `training ${name}`,
        )
      }
      onCommit={endMerge}
    />
  );
}

function SeedField() {
  const value = useTraining((state) => state.seed);
  const set = (next: number) => useTraining.setState({ seed: next });
  return (
    <TypedField
      label="Seed"
      declaration={seed}
      value={value}
      notes={fieldNotes(seed)}
      refuse={(typed) => refusal(seed, typed)}
      action={
        <IconButton
          label="Draw another seed"
          icon={<Dices aria-hidden />}
          onPress={() => set(Math.floor(Math.random() * MOST_DRAWN))}
        />
      }
      onChange={(next = seed.default) => set(next as number)}
      onCommit={nothing}
    />
  );
}

function nothing(): void {}

import { RotateCcw } from 'lucide-react';
import { memo } from 'react';
import { Button, TooltipTrigger } from 'react-aria-components';
import type { ParamDeclaration, ParamDeclarations } from '../../engine/nn/params.ts';
import { Select, Switch } from '../controls/fields.tsx';
import { Tip } from '../controls/Tip.tsx';
import { fieldText, isSameValue, isTyped, valueOrDefault } from './fieldText.ts';
import styles from './ParamForm.module.css';
import { fieldNotes } from './rangeWords.ts';
import { TypedField } from './TypedField.tsx';

export interface ParamFormProps {
  /** Names the form to screen readers. */
  readonly label: string;
  readonly declarations: ParamDeclarations;
  /** As they stand in the document: a parameter that is not there has its default. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What blanks stand for, where it is known. */
  readonly inferred?: Readonly<Record<string, unknown>> | undefined;
  /** Parameters that differ between those that the form is for. */
  readonly mixed?: ReadonlySet<string> | undefined;
  /** What is wrong, by parameter. */
  readonly faults?: ReadonlyMap<string, string> | undefined;
  /** Parameters that are taken only when their field is left: what lies on the way to their value would cost something. */
  readonly patient?: ReadonlySet<string> | undefined;
  /** Called at every readable keystroke; undefined takes the parameter out, so that its default holds. */
  readonly onChange: (param: string, value: unknown) => void;
  /** The person is done with a field for now: the next change is a step of its own. */
  readonly onCommit: () => void;
}

const NOTHING: Readonly<Record<string, unknown>> = {};

/** A field for every declared parameter, named as Torch names it. */
export function ParamForm({ label, declarations, values, inferred = NOTHING, ...props }: ParamFormProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a flex container everywhere
    <div role="group" aria-label={label} className={styles.form}>
      {Object.entries(declarations).map(([param, declaration]) => (
        <ParamField
          key={param}
          param={param}
          declaration={declaration}
          raw={Object.hasOwn(values, param) ? values[param] : undefined}
          inferred={inferred[param]}
          isMixed={props.mixed?.has(param) ?? false}
          isPatient={props.patient?.has(param) ?? false}
          fault={props.faults?.get(param)}
          onChange={props.onChange}
          onCommit={props.onCommit}
        />
      ))}
    </div>
  );
}

interface ParamFieldProps {
  readonly param: string;
  readonly declaration: ParamDeclaration;
  readonly raw: unknown;
  readonly inferred: unknown;
  readonly isMixed: boolean;
  readonly isPatient: boolean;
  readonly fault: string | undefined;
  readonly onChange: (param: string, value: unknown) => void;
  readonly onCommit: () => void;
}

const ParamField = memo(function ParamField(props: ParamFieldProps) {
  const { param, declaration, raw, inferred, isMixed, isPatient, fault, onChange, onCommit } = props;
  const value = isMixed ? null : valueOrDefault(declaration, raw);
  const set = (next: unknown) => onChange(param, next);
  const setAtOnce = (next: unknown) => {
    set(next);
    onCommit();
  };
  const isOwn = isMixed || (raw !== undefined && !isSameValue(raw, declaration.default));
  const reset = isOwn ? (
    <ResetButton param={param} declaration={declaration} onPress={() => setAtOnce(undefined)} />
  ) : null;
  if (isTyped(declaration)) {
    return (
      <TypedField
        label={param}
        declaration={declaration}
        value={value}
        placeholder={isMixed ? 'mixed' : blankWords(inferred)}
        stepFrom={typeof inferred === 'number' ? inferred : undefined}
        notes={fieldNotes(declaration)}
        fault={fault}
        isPatient={isPatient}
        action={reset}
        onChange={set}
        onCommit={onCommit}
      />
    );
  }
  if (declaration.kind === 'boolean' && !isMixed) {
    return (
      <div className={styles.field}>
        <div className={styles.wide}>
          <Switch value={value === true} onChange={setAtOnce} description={declaration.description}>
            <span className={styles.label}>{param}</span>
          </Switch>
          {reset}
        </div>
        {fault === undefined ? null : <p className={styles.fault}>{fault}</p>}
      </div>
    );
  }
  const options = choiceOptions(declaration, value, isMixed);
  return (
    <div className={styles.field}>
      <div className={styles.wide}>
        <span className={styles.label} aria-hidden>
          {param}
        </span>
        {reset}
      </div>
      <Select
        label={param}
        hideLabel
        value={options.chosen}
        onChange={(key) => setAtOnce(declaration.kind === 'boolean' ? key === 'true' : key)}
        options={options.list}
        description={declaration.description}
        fault={fault}
      />
    </div>
  );
});

/** What an empty field says: what the blank stands for, where the wires say it. */
function blankWords(inferred: unknown): string {
  return inferred === null || inferred === undefined ? 'blank' : `follows: ${fieldText(inferred)}`;
}

/** Options of a choice, and a dead one for a value that is none of them, so that the field shows what is there. */
function choiceOptions(declaration: ParamDeclaration, value: unknown, isMixed: boolean) {
  const known =
    declaration.kind === 'choice'
      ? declaration.options.map((id) => ({ id, title: id }))
      : [
          { id: 'true', title: 'on' },
          { id: 'false', title: 'off' },
        ];
  const text = isMixed ? 'mixed' : fieldText(value);
  const found = known.some(({ id }) => id === text && !isMixed);
  const chosen = found ? text : 'other value';
  return { chosen, list: found ? known : [...known, { id: chosen, title: text, isDisabled: true }] };
}

function ResetButton({
  param,
  declaration,
  onPress,
}: {
  readonly param: string;
  readonly declaration: ParamDeclaration;
  readonly onPress: () => void;
}) {
  const to = declaration.default === null ? 'blank' : fieldText(declaration.default);
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <Button className={styles.reset} aria-label={`Reset ${param} to ${to}`} onPress={onPress}>
        <RotateCcw aria-hidden />
      </Button>
      <Tip>{`Reset to ${to}`}</Tip>
    </TooltipTrigger>
  );
}

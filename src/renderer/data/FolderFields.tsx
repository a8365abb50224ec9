import { FolderOpen, History } from 'lucide-react';
import { useState } from 'react';
import type { DataChoice } from '../../shared/api/data.ts';
import { IconButton } from '../controls/Button.tsx';
import { TextField } from '../controls/fields.tsx';
import { MenuButton } from '../controls/MenuButton.tsx';
import { chooseFolder } from '../files/choose.ts';
import { usePreferences } from '../store/preferencesStore.ts';
import { chooseData } from './changeData.ts';
import styles from './DataPanel.module.css';

const NONE: readonly string[] = [];

/** The folder of training images, and another one of test images. */
export function FolderFields({ choice, isUsed }: { readonly choice: DataChoice; readonly isUsed: boolean }) {
  const recent = usePreferences((state) => state.preferences.recentData);
  const data = isUsed ? choice.data : '';
  return (
    <>
      <FolderField
        label="Folder of images"
        value={data}
        description="A folder for each class, or the layout of GTSRB or of Kaggle"
        question="Folder of training images"
        recent={recent.filter((folder) => folder !== data)}
        onChange={(path) => void chooseData(path, choice.test)}
      />
      {isUsed ? (
        <FolderField
          label="Folder of test images"
          value={choice.test ?? ''}
          description="Blank: the test images of the folder above, where it has any"
          question="Folder of test images"
          isOptional
          onChange={(path) => void chooseData(choice.data, path === '' ? null : path)}
        />
      ) : null}
    </>
  );
}

/** A path, typed or chosen; taken when the field is left or Enter is pressed. */
function FolderField({
  label,
  value,
  description,
  question,
  recent = NONE,
  isOptional = false,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly description: string;
  readonly question: string;
  /** Folders used before. */
  readonly recent?: readonly string[];
  /** Nothing may be chosen as well: ''. */
  readonly isOptional?: boolean;
  readonly onChange: (path: string) => void;
}) {
  const [draft, setDraft] = useState({ text: value, beside: value });
  // Another folder, chosen or taken back, shows in place of what was typed beside the one before.
  const text = draft.beside === value ? draft.text : value;
  const take = () => {
    const path = text.trim();
    if (path === '' && !isOptional) setDraft({ text: value, beside: value });
    else if (path !== value) onChange(path);
  };
  const choose = async () => {
    const path = await chooseFolder(question, value === '' ? null : value);
    if (path !== null && path !== value) onChange(path);
  };
  return (
    <form
      className={styles.folder}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <TextField
        label={label}
        value={text}
        description={description}
        onChange={(typed) => setDraft({ text: typed, beside: value })}
        onBlur={take}
      />
      <div className={styles.beside}>
        <IconButton
          label={`Choose: ${label}`}
          icon={<FolderOpen aria-hidden />}
          onPress={() => void choose()}
        />
        {recent.length === 0 ? null : (
          <MenuButton
            label="Folders used before"
            trigger={<IconButton label="Folders used before" icon={<History aria-hidden />} />}
            entries={recent.map((folder) => ({ id: folder, title: folder, run: () => onChange(folder) }))}
          />
        )}
      </div>
    </form>
  );
}

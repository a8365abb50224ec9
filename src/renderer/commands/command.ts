/** Something a person can do, however they ask for it: a key, a menu, the command palette, a button. */
export interface Command {
  /** `edit.undo`; shortcuts that a person sets are kept by it. */
  readonly id: string;
  readonly title: string;
  readonly group: 'File' | 'Edit' | 'Add' | 'View' | 'Run' | 'Help';
  /** `Mod+Shift+F`: Mod is Cmd on macOS and Ctrl elsewhere; keys by KeyboardEvent.key, letters upper case. */
  readonly shortcuts?: readonly string[];
  /**
   * Where its keys work. `build`: while the canvas's view is shown, no field has the focus and no dialog is open.
   * `page`: everywhere. Without it: in every view, in fields only where the field has no use for the keys, and not
   * while a dialog is open.
   */
  readonly where?: 'page' | 'build';
  /**
   * The browser itself makes an event of its own shortcuts (copy, cut, paste), which the feature answers: they are
   * listed, and left to the browser.
   */
  readonly native?: true;
  /** What a menu means by it while a field has the focus: undo in the text, say. */
  readonly inField?: () => void;
  readonly isEnabled?: () => boolean;
  readonly run: () => void | Promise<void>;
}

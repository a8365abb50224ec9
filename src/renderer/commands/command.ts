/** Something a person can do, however they ask for it: a key, a menu, the command palette, a button. */
export interface Command {
  /** `edit.undo`; shortcuts that a person sets are kept by it. */
  readonly id: string;
  readonly title: string;
  readonly group: 'File' | 'Edit' | 'Add' | 'View' | 'Run' | 'Help';
  /** `Mod+Shift+F`: Mod is Cmd on macOS and Ctrl elsewhere; keys by KeyboardEvent.key, letters upper case. */
  readonly shortcuts?: readonly string[];
  /** `build`: its keys work while the canvas's view is shown and no field has the focus. `page`: everywhere. */
  readonly where?: 'page' | 'build';
  readonly isEnabled?: () => boolean;
  readonly run: () => void | Promise<void>;
}

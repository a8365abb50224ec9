import { Menu } from 'electron';
import { menuTemplate } from './menuTemplate.ts';

/** The app's menu, with the files opened last. */
export interface AppMenu {
  /** Puts a file on top of those opened last. */
  opened(path: string): void;
}

/** Shows the menu; it acts through `act` alone. */
export function showMenu(act: {
  readonly command: (id: string) => void;
  readonly open: (path: string) => void;
}): AppMenu {
  let recent: readonly string[] = [];
  const show = () =>
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, recent, act)));
  show();
  return {
    opened: (path) => {
      recent = [path, ...recent.filter((other) => other !== path)].slice(0, 9);
      show();
    },
  };
}

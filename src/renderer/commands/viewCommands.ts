import type { Preferences } from '../../shared/api/application.ts';
import { changePreferences, usePreferences } from '../store/preferencesStore.ts';
import { openOverlay, showView, type View } from '../store/viewStore.ts';
import type { Command } from './command.ts';

function viewCommand(view: View, title: string, digit: number): Command {
  return {
    id: `view.${view}`,
    title: `Show ${title}`,
    group: 'View',
    shortcuts: [`Mod+${digit}`],
    run: () => showView(view),
  };
}

function themeCommand(theme: Preferences['theme'], title: string): Command {
  return {
    id: `view.theme.${theme}`,
    title,
    group: 'View',
    isEnabled: () => usePreferences.getState().preferences.theme !== theme,
    run: () => changePreferences({ theme }),
  };
}

function wheelCommand(wheel: Preferences['wheel'], title: string): Command {
  return {
    id: `view.wheel.${wheel}`,
    title,
    group: 'View',
    isEnabled: () => usePreferences.getState().preferences.wheel !== wheel,
    run: () => changePreferences({ wheel }),
  };
}

/** What the page shows: its views, its colours, what can be opened over it. */
export const viewCommands: readonly Command[] = [
  viewCommand('build', 'Build', 1),
  viewCommand('train', 'Train', 2),
  viewCommand('mistakes', 'Mistakes', 3),
  {
    id: 'view.commands',
    title: 'Show all commands',
    group: 'View',
    shortcuts: ['Mod+K', 'Mod+Shift+P'],
    where: 'page',
    run: () => openOverlay({ kind: 'commands' }),
  },
  themeCommand('system', 'Light or dark as the system'),
  themeCommand('light', 'Light theme'),
  themeCommand('dark', 'Dark theme'),
  wheelCommand('zoom', 'Mouse wheel zooms the canvas'),
  wheelCommand('scroll', 'Mouse wheel scrolls the canvas'),
  {
    id: 'view.shortcuts',
    title: 'Keyboard shortcuts',
    group: 'Help',
    shortcuts: ['?', 'F1'],
    run: () => openOverlay({ kind: 'shortcuts' }),
  },
  {
    id: 'view.tour',
    title: 'Tour of one minute',
    group: 'Help',
    run: () => changePreferences({ tourSeen: false }),
  },
  {
    id: 'view.about',
    title: 'About Signalbox',
    group: 'Help',
    run: () => openOverlay({ kind: 'about' }),
  },
];

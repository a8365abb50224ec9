import { create } from 'zustand';
import { type Hello, type Preferences, preferencesSchema } from '../../shared/api/application.ts';
import { ProblemError } from '../../shared/problem.ts';
import { host } from '../host/hostClient.ts';
import { notify, useView } from './viewStore.ts';

export interface PreferencesState {
  /** The defaults until the host has said hello. */
  readonly preferences: Preferences;
  /** Who the page talks to; null until the host has said hello. */
  readonly hello: Hello | null;
}

/** What the person chose once for the app. */
export const usePreferences = create<PreferencesState>(() => ({
  preferences: preferencesSchema.parse({}),
  hello: null,
}));

/** Changes on their way to the host: what it says of earlier ones meanwhile would undo them on the page. */
let underWay = 0;

/** Loads the preferences, follows what other pages change, and shows the theme. Asks anew after a lost connection. */
export function startPreferences(): void {
  host().onEvent((event) => {
    if (event.kind === 'preferences' && underWay === 0) takePreferences(event.preferences);
  });
  void loadPreferences();
  host().connection.subscribe(({ state }, before) => {
    if (state === 'connected' && before.state === 'lost') void loadPreferences();
  });
}

/** Changes preferences at once in this page, and in the host for all. Where the host cannot keep them it is said. */
export async function changePreferences(change: Partial<Preferences>): Promise<void> {
  takePreferences({ ...usePreferences.getState().preferences, ...change });
  underWay++;
  try {
    const kept = await host().call.setPreferences(change);
    if (underWay === 1) takePreferences(kept);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    notify(`Not kept for the next start: ${error.message}`);
  } finally {
    underWay--;
  }
}

async function loadPreferences(): Promise<void> {
  try {
    const hello = await host().call.hello({});
    usePreferences.setState({ hello });
    if (underWay === 0) takePreferences(hello.preferences);
  } catch (error) {
    // The connection's own banner says what is wrong; the defaults serve meanwhile.
    if (!(error instanceof ProblemError)) throw error;
  }
}

function takePreferences(preferences: Preferences): void {
  usePreferences.setState({ preferences });
  const { theme } = preferences;
  if (useView.getState().theme !== theme) useView.setState({ theme });
  if (typeof document === 'undefined') return;
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/**
 * What `npm start` finds around it.
 * @typedef {object} Surroundings
 * @property {boolean} asked the window was asked for; until it holds the app, a plain start trains in the terminal
 * @property {boolean} runtime Electron's runtime is installed
 * @property {boolean} display there is a screen to open a window on
 * @property {boolean} terminal a person is looking at the output
 * @property {boolean} [superuser] we are root on Linux, where Electron's sandbox cannot run
 * @property {boolean} [fetched] fetching the runtime was tried already
 */

/**
 * What `npm start` does: start Electron, fetch its runtime first, or run the command line and say why.
 * @typedef {{ kind: 'electron' } | { kind: 'fetch' } | { kind: 'command', why: string }} StartDecision
 */

/**
 * Decides what `npm start` does. Fetching (a large download) happens only where a person sees it; root never
 * starts Electron, because it would have to run without its sandbox.
 * @param {Surroundings} surroundings
 * @returns {StartDecision}
 */
export function decideStart({ asked, runtime, display, terminal, superuser = false, fetched = false }) {
  if (!asked)
    return { kind: 'command', why: 'The window is still an empty page (npm start -- --window opens it).' };
  if (!display) return { kind: 'command', why: 'There is no display to open a window on.' };
  if (superuser)
    return { kind: 'command', why: "Electron's sandbox does not run as root, so no window is opened." };
  if (runtime) return { kind: 'electron' };
  if (fetched)
    return { kind: 'command', why: "Electron's runtime could not be fetched, so no window is opened." };
  if (terminal) return { kind: 'fetch' };
  return { kind: 'command', why: "Electron's runtime is missing, and it is fetched only from a terminal." };
}

/**
 * Whether there is a screen: on Linux and its kin, where a display server is named; elsewhere always.
 * @param {string} platform as `process.platform`
 * @param {Readonly<Record<string, string | undefined>>} environment as `process.env`
 * @returns {boolean}
 */
export function hasDisplay(platform, environment) {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY);
}

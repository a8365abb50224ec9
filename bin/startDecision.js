/**
 * What `npm start` finds around it.
 * @typedef {object} Surroundings
 * @property {readonly string[]} args what follows `npm start --`
 * @property {boolean} runtime Electron's runtime is installed
 * @property {boolean} display there is a screen to open a window or a browser on
 * @property {boolean} terminal a person is looking at the output
 * @property {boolean} automatic nobody is there: a build server runs it
 * @property {boolean} superuser we are root on Linux, where Electron's sandbox cannot run
 * @property {string} [fault] why a window was not to be had when that was tried already, in a few words
 */

/**
 * What `npm start` does: start Electron, fetch its runtime first, or serve the app and say why.
 * @typedef {{ kind: 'electron' } | { kind: 'fetch' } | { kind: 'serve', why: string, args: readonly string[] }} StartDecision
 */

/**
 * Decides what `npm start` does. Fetching (a large download) happens only where a person sees it; root never starts
 * Electron, because it would have to run without its sandbox; arguments are those of `signalbox serve`.
 * @param {Surroundings} surroundings
 * @returns {StartDecision}
 */
export function decideStart({ args, runtime, display, terminal, automatic, superuser, fault }) {
  /**
   * @param {string} why
   * @returns {StartDecision}
   */
  const serve = (why) => {
    if (display && !args.includes('--no-open')) {
      return { kind: 'serve', why: `${why} Signalbox opens in the browser instead.`, args };
    }
    // Where the address is all that is left, a browser is not missed a second time.
    return {
      kind: 'serve',
      why: `${why} Signalbox is served: open the address below in a browser.`,
      args: args.includes('--no-open') ? args : [...args, '--no-open'],
    };
  };
  if (!display) return serve('There is no display to open a window on.');
  if (args.length > 0) return serve('Arguments were given, which no window takes.');
  if (superuser) return serve("Electron's sandbox does not run as root.");
  if (fault !== undefined) return serve(`No window could be opened: ${fault}.`);
  if (runtime) return { kind: 'electron' };
  if (automatic) return serve("Electron's runtime is not installed, and none is fetched where CI is set.");
  if (!terminal) return serve("Electron's runtime is not installed, and it is fetched only from a terminal.");
  return { kind: 'fetch' };
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

/**
 * Whether a build server runs this: such name themselves by CI.
 * @param {Readonly<Record<string, string | undefined>>} environment as `process.env`
 * @returns {boolean}
 */
export function isAutomatic(environment) {
  return !['', '0', 'false'].includes((environment.CI ?? '').toLowerCase());
}

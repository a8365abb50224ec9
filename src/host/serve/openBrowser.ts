import { spawn } from 'node:child_process';

/** What opening a browser depends on. */
export interface BrowserSurroundings {
  readonly platform: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The command that opens an address in the person's browser; null where there is no screen to show it on. */
export function browserCommand({ platform, environment }: BrowserSurroundings): readonly string[] | null {
  if (platform === 'darwin') return ['open'];
  // `start` is a word of the shell; its first argument in quotes is a title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""'];
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/**
 * Opens an address in the person's browser, which goes on by itself. `failed` gets one sentence where that did not
 * work out, perhaps later.
 */
export function openBrowser(
  address: string,
  failed: (sentence: string) => void,
  surroundings: BrowserSurroundings = { platform: process.platform, environment: process.env },
): void {
  const command = browserCommand(surroundings);
  if (command === null) {
    failed('There is no screen to open a browser on; open the address yourself.');
    return;
  }
  const [program, ...args] = command;
  const child = spawn(program, [...args, address], {
    stdio: 'ignore',
    detached: true,
    windowsHide: true,
    windowsVerbatimArguments: true,
  });
  child.unref();
  const because = (why: string) => failed(`No browser could be opened (${why}); open the address yourself.`);
  child.once('error', (error) => because(error.message));
  child.once('exit', (code) => {
    if (code !== 0) because(`${program} ended with code ${code}`);
  });
}

/**
 * The system the page is shown on: `darwin` where Cmd stands for Ctrl, else `other`. It is the browser's, which may run
 * on another machine than the host.
 */
export function pagePlatform(): 'darwin' | 'other' {
  const name = typeof navigator === 'undefined' ? '' : navigator.platform;
  return /^(Mac|iPhone|iPad)/.test(name) ? 'darwin' : 'other';
}

/** The page of engines' hidden windows. */
export const ENGINE_PAGE = '/engine.html';

/** As much of Electron's WebFrameMain as the check looks at. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/**
 * Whether a message comes from the app's own page: the top frame of `app://signalbox`. A frame that is gone, a frame
 * within a page, about:blank and any other host are strangers; so is the engine's page, which has nothing to ask.
 */
export function isOwnPage(frame: SenderFrame | null | undefined): boolean {
  if (frame === null || frame === undefined || frame.parent !== null) return false;
  return isOwnAddress(frame.url) && new URL(frame.url).pathname !== ENGINE_PAGE;
}

/** Whether an address lies in `app://signalbox/`. It is parsed, never compared by its beginning. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === 'app:' && host === 'signalbox' && username === '' && password === '';
}

/** Where the token is kept as long as the tab is open, reloads included; no other tab and no server sees it. */
const KEY = 'signalbox-token';

/** What of the browser the token depends on. */
export interface TokenPlaces {
  readonly location: { readonly hash: string; readonly pathname: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  /** Null, or throwing, where the person allows pages to keep nothing. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
}

/** The page's key to its host. */
export interface PageToken {
  readonly current: () => string | null;
  /** Keeps a token for when the page is loaded anew. */
  keep(token: string): void;
  /** Takes the token out of the address, if there is one; says whether there was. */
  takeFromAddress(): boolean;
}

/** Looks after the token: it comes in the address's fragment, which is sent nowhere, and is taken out of it at once. */
export function createPageToken({ location, history, storage }: TokenPlaces): PageToken {
  let token: string | null = null;
  try {
    token = storage?.getItem(KEY) ?? null;
  } catch {
    // Kept in memory alone, then.
  }
  const keep = (given: string) => {
    token = given;
    try {
      storage?.setItem(KEY, given);
    } catch {
      // Kept in memory alone, then.
    }
  };
  return {
    current: () => token,
    keep,
    takeFromAddress() {
      const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
      if (given === undefined) return false;
      keep(given);
      history.replaceState(null, '', location.pathname);
      return true;
    },
  };
}

import { useSyncExternalStore } from 'react';

/** The tokens that a canvas paints with, as colours it understands. */
export interface ThemeColours {
  readonly isDark: boolean;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textSoft: string;
  readonly accent: string;
  readonly focus: string;
  /** `--series-1` to `--series-6`. */
  readonly series: readonly string[];
  /** Family name for canvas fonts. */
  readonly font: string;
}

let known: ThemeColours | null = null;
const listeners = new Set<() => void>();

/** The colours of the theme in force; another object once the theme is another. */
export function useThemeColours(): ThemeColours {
  return useSyncExternalStore(subscribe, current);
}

function current(): ThemeColours {
  known ??= readColours();
  return known;
}

/** Follows the system's choice and the page's own (`data-theme` of the root element). */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    const media = matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(forget);
    media.addEventListener('change', forget);
    observer.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme'],
    });
    stopFollowing = () => {
      media.removeEventListener('change', forget);
      observer.disconnect();
    };
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopFollowing();
    // Nobody would notice that it grows old.
    known = null;
  };
}

let stopFollowing = () => {};

function forget(): void {
  known = null;
  for (const listener of listeners) listener();
}

/** Tokens hold `light-dark(…)`, which only a real property resolves. */
function readColours(): ThemeColours {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const colours: ThemeColours = {
    isDark: colour('--surface-0') !== '' && lightness(colour('--surface-0')) < 128,
    surface: colour('--surface-1'),
    raised: colour('--surface-3'),
    line: colour('--line'),
    lineStrong: colour('--line-strong'),
    text: colour('--text-1'),
    textSoft: colour('--text-2'),
    accent: colour('--accent'),
    focus: colour('--focus'),
    series: [1, 2, 3, 4, 5, 6].map((n) => colour(`--series-${n}`)),
    font: getComputedStyle(document.body).fontFamily,
  };
  probe.remove();
  return colours;
}

function lightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = colour.match(/\d+(\.\d+)?/g)?.map(Number) ?? [];
  return (red + green + blue) / 3;
}

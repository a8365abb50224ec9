import { z } from 'zod';

/** What a person chose once for the app; it outlives the page and is the same for all of them. */
export const preferencesSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** The tour was seen or skipped. */
  tourSeen: z.boolean().default(false),
  /** Command id -> shortcuts that replace its own, as written in the palette ('Mod+Shift+F'). */
  shortcuts: z.record(z.string().max(100), z.array(z.string().max(40)).max(4)).default({}),
  /** Mouse wheel over the canvas: zoom, or scroll. */
  wheel: z.enum(['zoom', 'scroll']).default('zoom'),
  /** Data last trained on, by folder or name, newest first. */
  recentData: z.array(z.string().max(4096)).max(9).default([]),
});

export type Preferences = z.infer<typeof preferencesSchema>;

/** Who the page talks to. */
export interface Hello {
  readonly version: string;
  /** As Node's process.platform. */
  readonly platform: string;
  /** `serve` where a browser shows the page, `electron` in the app's own window. */
  readonly surface: 'serve' | 'electron';
  /** Folders that files may be read from and written to; the first is the default place. Absolute. */
  readonly roots: readonly string[];
  /** Where new runs are kept. */
  readonly runsFolder: string;
  readonly preferences: Preferences;
}

/** What a device is and whether it can be had, for the device's chooser. */
export interface DeviceChoice {
  readonly name: string;
  readonly available: boolean;
  readonly description: string;
}

export const applicationArguments = {
  hello: z.strictObject({}),
  setPreferences: preferencesSchema.partial(),
  devices: z.strictObject({}),
};

export interface ApplicationResults {
  hello: Hello;
  setPreferences: Preferences;
  /** The first available one is what `auto` takes. */
  devices: readonly DeviceChoice[];
}

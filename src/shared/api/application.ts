import { z } from 'zod';
import type { DeviceOffer } from '../devices.ts';
import '../withoutEval.ts';

/** Each without its default, which must not come back where a change leaves it out. */
const preferenceFields = {
  theme: z.enum(['system', 'light', 'dark']),
  /** The tour was seen or skipped. */
  tourSeen: z.boolean(),
  /** Command id -> shortcuts that replace its own, as written in the palette ('Mod+Shift+F'). */
  shortcuts: z.record(z.string().max(100), z.array(z.string().max(40)).max(4)),
  /** Mouse wheel over the canvas: zoom, or scroll. */
  wheel: z.enum(['zoom', 'scroll']),
  /** Data last trained on, by folder or name, newest first. */
  recentData: z.array(z.string().max(4096)).max(9),
};

/** What a person chose once for the app; it outlives the page and is the same for all of them. */
export const preferencesSchema = z.strictObject({
  theme: preferenceFields.theme.default('system'),
  tourSeen: preferenceFields.tourSeen.default(false),
  shortcuts: preferenceFields.shortcuts.default({}),
  wheel: preferenceFields.wheel.default('zoom'),
  recentData: preferenceFields.recentData.default([]),
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
export interface DeviceChoice extends DeviceOffer {
  /** What it would run on, or why it is not to be had. */
  readonly description: string;
}

export const applicationArguments = {
  hello: z.strictObject({}),
  /** Only what changes; the rest stays. */
  setPreferences: z.strictObject(preferenceFields).partial(),
  devices: z.strictObject({}),
};

export interface ApplicationResults {
  hello: Hello;
  setPreferences: Preferences;
  /** Every kind there is; `automaticDevice` says which of them `auto` takes. */
  devices: readonly DeviceChoice[];
}

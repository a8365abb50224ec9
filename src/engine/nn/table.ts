/** How many wires a table module takes: its ports are input1 … inputN. */
export const inputCount = {
  kind: 'integer',
  default: 2,
  min: 2,
  max: 64,
  description: 'How many wires come in',
} as const;

/** `input1 … inputN`. */
export function tablePorts({ N }: { readonly N: number }): string[] {
  return Array.from({ length: N }, (_, i) => `input${i + 1}`);
}

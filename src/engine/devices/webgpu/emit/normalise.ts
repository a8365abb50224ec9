import type { Activation } from '../../../compiler/attributes.ts';
import type { Operand } from '../kernel.ts';
import { type ChannelTiles, itemText } from './channels.ts';

/**
 * WGSL of a channel's constants and what they make of an item. Its mean is told from its first number in the batch:
 * the difference of two numbers near each other is exact, however far from 0 they lie.
 */
export function normaliseText({ type }: Pick<ChannelTiles, 'type'>): string {
  const { type: item } = itemText[type];
  return `
struct Channel { first: f32, mean: f32, inverse: f32, gamma: f32, beta: f32 }
fn normalised(x: ${item}, c: Channel) -> ${item} { return (x - c.first - c.mean) * c.inverse; }
fn scaled(h: ${item}, c: Channel) -> ${item} { return c.gamma * h + c.beta; }`;
}

/** WGSL of the first number of the thread's channel in a batch x. */
export function firstText({ type, items }: ChannelTiles): string {
  return itemText[type].first(`x(channel * ${items}u)`);
}

/** WGSL of a number of the thread's channel, and of what stands for it where the operand is left out. */
export function numberOr(operand: Operand | null, name: string, otherwise: string): string {
  return operand ? `${name}(channel)` : otherwise;
}

/** WGSL of what an activation makes of an item. */
export function activated(
  activation: Activation,
  item: string,
  { type }: Pick<ChannelTiles, 'type'>,
): string {
  const zero = `${itemText[type].type}()`;
  return activation === 'relu' ? `select(${zero}, ${item}, ${item} > ${zero})` : item;
}

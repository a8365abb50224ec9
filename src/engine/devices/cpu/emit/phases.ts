import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { type Command, groupOf, tilesBy } from '../command.ts';
import { SCATTER } from '../kernels/kernelIds.ts';
import { filterBytes, productCommands } from './direct.ts';
import { type FilterOrder, type Operands, type Product, padded } from './product.ts';

/** Along one axis: the positions of dx that see the same taps, and those taps. */
interface Phase {
  /** The first position, and how many there are, a stride apart. */
  readonly first: number;
  readonly count: number;
  /** The first tap, and how many there are, a stride apart. */
  readonly tap: number;
  readonly taps: number;
  /** Zeros before dy, as a convolution of stride 1 by the taps from the last sees it. */
  readonly pad: number;
}

/**
 * The gradient of the input of a strided convolution. Positions of dx that lie a stride apart see the same taps, every
 * stride-th one: each such phase is a convolution of dy of stride 1 by those taps alone, worked out beside and then
 * spread over dx. So no product is with a zero that only a stride put there.
 */
export function phasedCommands(
  source: Shape,
  result: Shape,
  attributes: WindowAttributes,
  operands: Operands,
): Command[] {
  const { kH, kW, dH, dW } = attributes;
  const [channels, height, width] = result;
  const beside = operands.workspace + padded(largestFilters(source, result, attributes), 64);
  return phasesOf(result, attributes).flatMap(([down, across]) => {
    const counts = [down.count, across.count];
    const isEmpty = down.taps === 0 || across.taps === 0;
    const scatter: Command = {
      kernel: SCATTER,
      tiles: tilesBy(channels, groupOf(elements(counts))),
      arguments: [
        ...[isEmpty ? 0 : beside, operands.result, ...counts],
        ...[height, width, down.first, across.first, dH, dW],
      ],
    };
    if (isEmpty) return [scatter];
    const order: FilterOrder = {
      row: kH * kW,
      channel: channels * kH * kW,
      below: dH * kW,
      beside: dW,
      flip: true,
    };
    const weight = operands.weight + 4 * (down.tap * kW + across.tap);
    const product = productOf(source, result, [down, across]);
    return [...productCommands(product, order, { ...operands, weight, result: beside }), scatter];
  });
}

/** Bytes of the filters and of the result of one phase at a time. */
export function phasedBytes(
  source: Shape,
  result: Shape,
  attributes: WindowAttributes,
  capacity: number,
): number {
  const [channels] = result;
  const areas = phasesOf(result, attributes).map(([down, across]) => down.count * across.count);
  const filters = padded(largestFilters(source, result, attributes), 64);
  return filters + 4 * padded(capacity * channels * Math.max(...areas), 16);
}

function largestFilters(source: Shape, result: Shape, attributes: WindowAttributes): number {
  const bytes = phasesOf(result, attributes).map((phases) => filterBytes(productOf(source, result, phases)));
  return Math.max(...bytes);
}

/** Every pair of phases that has positions. */
function phasesOf([, height, width]: Shape, attributes: WindowAttributes): (readonly [Phase, Phase])[] {
  const { kH, kW, dH, dW, padH, padW } = attributes;
  const down = axisPhases(height, kH, dH, padH);
  const across = axisPhases(width, kW, dW, padW);
  return down.flatMap((row) => across.map((column) => [row, column] as const));
}

/** Position r takes dy[p] * w[u] where p * stride + u - pad = r. */
function axisPhases(length: number, kernel: number, stride: number, pad: number): Phase[] {
  const phases = Array.from({ length: stride }, (_, tap): Phase => {
    const first = (((tap - pad) % stride) + stride) % stride;
    const taps = Math.max(0, Math.ceil((kernel - tap) / stride));
    const count = Math.max(0, Math.ceil((length - first) / stride));
    return { first, count, tap, taps, pad: taps - 1 - (first + pad - tap) / stride };
  });
  return phases.filter(({ count }) => count > 0);
}

function productOf(source: Shape, [channels]: Shape, [down, across]: readonly [Phase, Phase]): Product {
  return {
    source,
    result: [channels, down.count, across.count],
    kernel: [down.taps, across.taps],
    stride: [1, 1],
    corner: [down.pad, across.pad],
    finish: 0,
  };
}

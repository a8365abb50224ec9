import type { Shape } from '../../engine/nn/shape.ts';

/** `64×24×24`: a shape as the canvas writes it. */
export function shapeText(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join('×');
}

/**
 * A module's parameters in one line, out of its `subtitle` in Torch's words, without repeating its type:
 * `SpatialConvolution(3 -> 32, 3x3, 1,1, 1,1)` becomes `3 → 32, 3×3, 1,1, 1,1`. Empty where there is nothing to say.
 */
export function paramsText(subtitle: string, type: string): string {
  const rest = subtitle.startsWith(type) ? subtitle.slice(type.length) : subtitle;
  return rest
    .trim()
    .replace(/\)\s*\(/g, ', ')
    .replace(/[()]/g, '')
    .replace(/->/g, '→')
    .replace(/(\d)x(?=\d)/g, '$1×')
    .replace(/(\.\d*?)0+(?!\d)/g, (_, decimals: string) => (decimals === '.' ? '' : decimals));
}

import type { ParamDeclaration } from '../../engine/nn/params.ts';
import { isList, isTyped } from './fieldText.ts';

/** A limit this large is there to keep files sane, not to guide anyone; the fault's sentence has it. */
const NO_GUIDE = 10_000;

/** What a typed parameter may be, in a few words after its description: `1 to 4096 pixels`; '' where all goes. */
export function rangeWords(declaration: ParamDeclaration): string {
  if (!isTyped(declaration)) return '';
  if (!isList(declaration)) {
    const { min, max, aboveMin, belowMax, unit, description } = declaration;
    const limits =
      min > -NO_GUIDE && max < NO_GUIDE && !aboveMin && !belowMax
        ? `${min} to ${max}`
        : [
            ...(min > -NO_GUIDE ? [aboveMin ? `above ${min}` : `at least ${min}`] : []),
            ...(max < NO_GUIDE ? [belowMax ? `below ${max}` : `at most ${max}`] : []),
          ].join(', ');
    const isSaid = unit === undefined || description.toLowerCase().includes(unit);
    return isSaid || limits === '' ? limits : `${limits} ${unit}`;
  }
  const { minLength, maxLength, kind } = declaration;
  if (maxLength >= 100) return '';
  const count = minLength === maxLength ? `${minLength}` : `${minLength} to ${maxLength}`;
  const noun = maxLength === 1 ? 'number' : 'numbers';
  return `${count} ${kind === 'integers' ? 'whole ' : ''}${noun}`;
}

/** Description and range of a parameter, as one line below its field. */
export function fieldNotes(declaration: ParamDeclaration): string {
  const range = rangeWords(declaration);
  return range === '' ? declaration.description : `${declaration.description} (${range})`;
}

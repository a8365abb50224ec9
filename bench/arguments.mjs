// How these programs take their options, and end with a sentence where one is not as it should be.
import { parseArgs } from 'node:util';

/** Kinds of options. */
export const text = /** @type {const} */ ({ type: 'string' });
export const list = /** @type {const} */ ({ type: 'string', multiple: true });
export const flag = /** @type {const} */ ({ type: 'boolean', default: false });

/** Ends the program with a sentence. @param {string} message @returns {never} */
export function stop(message) {
  console.error(message);
  process.exit(1);
}

/**
 * The values of options; --help prints what there is and ends the program.
 * @template {NonNullable<import('node:util').ParseArgsConfig['options']>} T
 * @param {readonly string[]} args
 * @param {T} options
 * @param {string} help
 */
export function readArguments(args, options, help) {
  if (args.includes('--help')) {
    console.log(help);
    process.exit(0);
  }
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // Node's first sentence says what is wrong; the others give advice.
    const message = error instanceof Error ? error.message.split(/\.\s/)[0] : String(error);
    return stop(`${message}\n${help}`);
  }
}

/** An option that is a whole number. @param {string} name @param {string} value */
export function whole(name, value, least = 1) {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < least) {
    stop(`--${name} is ${value}, expected a whole number of at least ${least}`);
  }
  return number;
}

/** An option that is one of a few words. @param {string} name @param {string} value @param {readonly string[]} words */
export function oneOf(name, value, words) {
  if (!words.includes(value)) stop(`--${name} is ${value}, expected one of ${words.join(', ')}`);
  return value;
}
